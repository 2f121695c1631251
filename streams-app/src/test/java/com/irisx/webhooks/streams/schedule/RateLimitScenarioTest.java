package com.irisx.webhooks.streams.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits are of requests, which the dispatcher may make long after their hand-outs. */
class RateLimitScenarioTest extends ScenarioTest {

  @Test
  void theLimitHoldsForRequestsThoughTheDispatcherTookThemUpLate() {
    scenario.given(webhook(20, 10, 100_000));
    for (int i = 0; i < 40; i++) {
      scenario.event("e" + i);
    }
    List<Task> late = scenario.tasks();
    assertThat(late).hasSize(10);
    // It is away: nothing more is handed out, though the minute of the hand-outs has passed.
    scenario.after(Duration.ofSeconds(90));
    assertThat(scenario.tasks()).isEmpty();
    // It is back: the requests are made now, and their minute begins.
    late.forEach(task -> scenario.answered(task, 200));
    scenario.after(Duration.ofSeconds(59));
    assertThat(scenario.tasks()).isEmpty();
    scenario.after(Duration.ofSeconds(3));
    assertThat(scenario.tasks()).hasSize(10);
  }
}
