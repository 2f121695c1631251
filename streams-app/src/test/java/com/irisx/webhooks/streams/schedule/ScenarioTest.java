package com.irisx.webhooks.streams.schedule;

import static com.irisx.webhooks.streams.schedule.ScheduleScenario.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import com.irisx.webhooks.testing.SubscriptionBuilder;
import com.irisx.webhooks.testing.TestWebhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A scenario for each test, and webhooks for it. */
abstract class ScenarioTest {

  @TempDir Path directory;
  ScheduleScenario scenario;

  @BeforeEach
  void open() {
    scenario = new ScheduleScenario(directory);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  /** Lets time pass until there is a task. */
  Task awaitTask() {
    for (int i = 0; i < 10_000; i++) {
      List<Task> tasks = scenario.tasks();
      if (!tasks.isEmpty()) {
        assertThat(tasks).hasSize(1);
        return tasks.get(0);
      }
      scenario.after(Duration.ofMillis(10));
    }
    throw new AssertionError("no task");
  }

  /** Once the alarm that looks for overdue tasks has rung. */
  void assertNothingIsLeft() {
    scenario.jump(Duration.ofMinutes(6));
    assertThat(scenario.entries("parked")).isZero();
    assertThat(scenario.entries("line")).isZero();
    assertThat(scenario.entries("due")).isZero();
  }

  static Subscription webhook() {
    return base().build();
  }

  static Subscription webhook(int maxConcurrency, int perMinute, int perHour) {
    return base().maxConcurrency(maxConcurrency).rateLimits(perMinute, perHour).build();
  }

  static SubscriptionBuilder base() {
    return TestWebhooks.webhook().id(WEBHOOK).tenantId("tenant");
  }
}
