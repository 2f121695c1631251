package com.irisx.webhooks.streams.schedule;

import static com.irisx.webhooks.streams.schedule.ScheduleScenario.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Attempts that were made for a transaction which was aborted: results of tasks nobody knows. */
class ForgottenAttemptsTest extends ScenarioTest {

  @Test
  void forgottenAttemptsThatFollowOneAnotherAllCount() {
    scenario.given(webhook());
    scenario.answered(scenario.forgottenTask("e1", 1), 500);
    scenario.answered(scenario.forgottenTask("e1", 2), 503);
    scenario.answered(scenario.forgottenTask("e1", 3), 200);
    assertThat(scenario.outcomes()).isEmpty();
    scenario.event("e1");
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(
            DeliveryStatus.RETRYING, DeliveryStatus.RETRYING, DeliveryStatus.DELIVERED);
    assertThat(scenario.entries("early-results")).isZero();
    assertNothingIsLeft();
  }

  @Test
  void forgottenAttemptsOfSeveralDeliveriesAllCount() {
    scenario.given(webhook());
    scenario.answered(scenario.forgottenTask("e1", 1), 200);
    scenario.answered(scenario.forgottenTask("e2", 1), 200);
    assertThat(scenario.event("e1").event("e2").tasks()).isEmpty();
    assertThat(scenario.entries("early-results")).isZero();
  }

  @Test
  void aForgottenAttemptCountsThoughItsDeliveryIsCancelledBeforeItComes() {
    scenario.given(webhook());
    scenario.answered(scenario.forgottenTask("e1", 1), 200).cancelled("e1");
    scenario.answered(scenario.forgottenTask("e2", 1), 500).cancelled("e2");
    scenario.event("e1").event("e2");
    assertThat(scenario.outcomes())
        .extracting(outcome -> outcome.status() + " " + outcome.attempt())
        .containsExactly("DELIVERED 1", "CANCELLED 1");
    assertThat(scenario.after(Duration.ofSeconds(5)).tasks()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void aForgottenAttemptCountsAfterARestart() {
    scenario.given(webhook());
    Task task = scenario.forgottenTask("e1", 1);
    // Created when the other instance reads it.
    Delivery delivery = task.delivery().createdAt(task.delivery().createdAt() + 1);
    scenario.answered(new Task(task.topic(), delivery, 1, task.body(), task.at()), 200);
    scenario = scenario.restored(directory.resolve("other"));
    assertThat(scenario.event("e1").tasks()).isEmpty();
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aForgottenAttemptThatWasNotMadeAndThenWasCountsOnce() {
    scenario.given(webhook());
    scenario.result(scenario.forgottenTask("e1", 1), null, AttemptError.WEBHOOK_UNKNOWN);
    scenario.answered(scenario.forgottenTask("e1", 1), 200);
    scenario.event("e1");
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.DELIVERED);
    assertThat(scenario.tasks()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void aForgottenAttemptThatFollowsNoneDoesNotHoldTheDeliveryUp() {
    scenario.given(webhook());
    scenario.answered(scenario.forgottenTask("e1", 2), 200);
    scenario.event("e1");
    assertThat(scenario.onlyTask().attempt()).isEqualTo(1);
  }

  @Test
  void forgottenAttemptsCountAgainstTheRate() {
    scenario.given(webhook(10, 2, 1_000));
    scenario.answered(scenario.forgottenTask("e1", 1), 200).event("e1");
    scenario.event("e2").event("e3");
    assertThat(scenario.onlyTask().event()).isEqualTo("e2");
  }

  @Test
  void aForgottenFailureOfAWebhookNotKnownYetIsRetriedOnceItIs() {
    scenario.answered(scenario.forgottenTask("e1", 1), 500).event("e1");
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.RETRYING);
    scenario.given(webhook());
    assertThat(scenario.after(Duration.ofSeconds(1)).onlyTask().attempt()).isEqualTo(2);
  }

  @Test
  void aResultOfAnEarlierDeliveryOfTheSameEventIsNotItsOwn() {
    scenario.given(webhook());
    Task old = scenario.forgottenTask("e1", 1);
    scenario.answered(old, 200).jump(Duration.ofDays(3)).event("e1");
    assertThat(scenario.onlyTask().attempt()).isEqualTo(1);
    assertThat(scenario.entries("early-results")).isZero();
  }

  @Test
  void aResultThatComesBeforeItsDeliveryIsNotAskedForAgain() {
    scenario.given(webhook());
    scenario.answered(scenario.forgottenTask("e1", 1), 500);
    assertThat(scenario.outcomes()).isEmpty();
    scenario.event("e1");
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.RETRYING);
    assertThat(scenario.entries("early-results")).isZero();
    Task second = scenario.after(Duration.ofSeconds(1)).onlyTask();
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.body()).isEqualTo(body("e1"));
  }

  @Test
  void aResultOfAForgottenRetryCountsAsThatRetry() {
    scenario.given(webhook()).event("e1");
    scenario.answered(scenario.onlyTask(), 500);
    scenario.answered(scenario.forgottenTask("e1", 2), 200);
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(DeliveryStatus.RETRYING, DeliveryStatus.DELIVERED);
    assertThat(scenario.after(Duration.ofSeconds(5)).tasks()).isEmpty();
    assertNothingIsLeft();
  }
}
