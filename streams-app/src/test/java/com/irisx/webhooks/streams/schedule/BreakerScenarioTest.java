package com.irisx.webhooks.streams.schedule;

import static com.irisx.webhooks.streams.schedule.ScheduleScenario.START;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.BreakerState;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.WaitReason;
import com.irisx.webhooks.schema.WebhookStatus;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The breaker, with its defaults: 20 failures in a row over 2 min, then 10 s, 20 s, 40 s, 60 s. */
class BreakerScenarioTest extends ScenarioTest {

  @Test
  void anEndpointThatOnlyFailsIsLeftAlone() {
    Instant until = open20();

    WebhookStatus status = scenario.onlyStatus();
    assertThat(status.webhookId()).isEqualTo(WEBHOOK);
    assertThat(status.tenantId()).isEqualTo("tenant");
    assertThat(status.breaker()).isEqualTo(BreakerState.OPEN);
    assertThat(status.breakerOpenUntil()).isEqualTo(until);
    assertThat(status.failingSince()).isEqualTo(START);

    scenario.event("new");
    assertThat(scenario.tasks()).isEmpty();
    DeliveryOutcome waiting = scenario.onlyOutcome();
    assertThat(waiting.status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(waiting.waitingFor()).isEqualTo(WaitReason.BREAKER);
    assertThat(waiting.nextAttemptAt()).isEqualTo(until);
    assertThat(waiting.attempt()).isZero();
  }

  @Test
  void theOutcomeOfTheAttemptThatOpenedItSaysSo() {
    failing(19);
    scenario.outcomes();
    scenario.event("last").answered(scenario.onlyTask(), 500);
    assertThat(scenario.onlyOutcome().breaker()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void afterTheCoolDownExactlyOneProbeGoes() {
    Instant until = open20();
    scenario.event("a").event("b").event("c");
    scenario.statuses();

    assertThat(scenario.after(untilJustBefore(until)).tasks()).isEmpty();
    Task probe = scenario.after(Duration.ofMillis(10)).onlyTask();
    assertThat(probe.event()).isEqualTo("a");
    assertThat(scenario.onlyStatus().breaker()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(scenario.after(Duration.ofMinutes(2)).event("d").tasks()).isEmpty();

    scenario.answered(probe, 200);
    assertThat(scenario.onlyStatus().breaker()).isEqualTo(BreakerState.CLOSED);
    assertThat(scenario.tasks()).extracting(Task::event).containsExactly("b", "c", "d");
  }

  @Test
  void aProbeThatFailsOpensItForLonger() {
    open20();
    scenario.event("a").statuses();
    for (int seconds : List.of(20, 40, 60, 60)) {
      Task probe = awaitProbe();
      scenario.statuses();
      scenario.result(probe, null, AttemptError.TIMEOUT);
      assertThat(scenario.onlyStatus().breakerOpenUntil())
          .isEqualTo(scenario.now().plusSeconds(seconds));
      scenario.event("more-" + seconds);
    }
  }

  @Test
  void waitingForTheBreakerUsesUpNoAttempt() {
    failing(19);
    scenario.event("patient").answered(scenario.onlyTask(), 500);
    scenario.outcomes();

    scenario.after(Duration.ofSeconds(9));
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.onlyOutcome())
        .satisfies(
            outcome -> {
              assertThat(outcome.status()).isEqualTo(DeliveryStatus.RETRYING);
              assertThat(outcome.attempt()).isEqualTo(1);
              assertThat(outcome.waitingFor()).isEqualTo(WaitReason.BREAKER);
            });
    assertThat(scenario.after(Duration.ofSeconds(1)).onlyTask().attempt()).isEqualTo(2);
  }

  @Test
  void anEndpointThatAnswers404Works() {
    for (int i = 0; i < 200; i++) {
      scenario.given(base().maxAttempts(1).rateLimits(1_000, 1_000).build()).event("e" + i);
      scenario.answered(scenario.onlyTask(), 404).after(Duration.ofSeconds(1));
    }
    assertThat(scenario.statuses()).isEmpty();
    assertThat(scenario.outcomes()).allMatch(outcome -> outcome.breaker() == BreakerState.CLOSED);
  }

  @Test
  void aBurstOfFailuresChangesNothing() {
    scenario.given(webhook(1_000, 1_000, 10_000));
    for (int i = 0; i < 100; i++) {
      scenario.event("e" + i);
    }
    scenario.tasks().forEach(task -> scenario.answered(task, 500));
    assertThat(scenario.statuses()).isEmpty();
    assertThat(scenario.after(Duration.ofSeconds(1)).tasks()).hasSize(100);
  }

  @Test
  void anEgressProxyThatIsDownForWeeksCostsTheWebhookNothing() {
    scenario.given(base().maxAttempts(1).rateLimits(2, 2).build()).event("e1");
    scenario.outcomes();
    for (int i = 0; i < 100; i++) {
      scenario.result(scenario.onlyTask(), null, AttemptError.EGRESS_PROXY_FAILED);
      DeliveryOutcome waiting = scenario.onlyOutcome();
      assertThat(waiting.status()).isEqualTo(DeliveryStatus.PENDING);
      assertThat(waiting.attempt()).isZero();
      assertThat(waiting.waitingFor()).isEqualTo(WaitReason.EGRESS_PROXY);
      if (i % 10 == 0) {
        scenario.jump(Duration.ofDays(1));
      } else {
        scenario.after(Duration.ofSeconds(9));
        assertThat(scenario.tasks()).isEmpty();
        scenario.after(Duration.ofSeconds(2));
      }
    }
    assertThat(scenario.statuses()).isEmpty();

    scenario.answered(scenario.onlyTask(), 200);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void whatAPersonAsksForIsTheProbe() {
    open20();
    scenario.statuses();
    scenario.event("waits").tested("t1");

    Task probe = scenario.onlyTask();
    assertThat(probe.event()).isEqualTo("t1");
    assertThat(scenario.tested("t2").tasks()).isEmpty();
    scenario.answered(probe, 204);
    assertThat(scenario.tasks()).extracting(Task::event).containsExactly("t2", "waits");
  }

  @Test
  void aForgottenWebhookHasNoStatus() {
    open20();
    scenario.statuses();
    scenario.deleted(WEBHOOK);
    assertThat(scenario.statuses()).containsExactly(Optional.empty());
  }

  /** Fails 20 times over 133 s and returns when the breaker lets a probe through. */
  private Instant open20() {
    failing(20);
    scenario.outcomes();
    return scenario.now().plusSeconds(3);
  }

  /** Fails so often, every 7 s, with one attempt each; the last 7 s are waited as well. */
  private void failing(int times) {
    scenario.given(base().maxAttempts(1).rateLimits(1_000, 10_000).build());
    for (int i = 0; i < times; i++) {
      scenario.event("failing-" + i);
      scenario.answered(scenario.onlyTask(), i % 2 == 0 ? 500 : 429);
      scenario.after(Duration.ofSeconds(7));
    }
    scenario.given(base().version(2).rateLimits(1_000, 10_000).build());
  }

  private Duration untilJustBefore(Instant time) {
    return Duration.between(scenario.now(), time).minusMillis(10);
  }

  private Task awaitProbe() {
    for (int i = 0; i < 400; i++) {
      List<Task> tasks = scenario.after(Duration.ofSeconds(1)).tasks();
      if (!tasks.isEmpty()) {
        assertThat(tasks).hasSize(1);
        return tasks.get(0);
      }
    }
    throw new AssertionError("no probe");
  }
}
