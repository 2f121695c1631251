package com.irisx.webhooks.streams.schedule;

import static com.irisx.webhooks.streams.schedule.ScheduleScenario.START;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.WEBHOOK;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.WaitReason;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What people ask for. */
class CommandScenarioTest extends ScenarioTest {

  @Test
  void aRetryBeginsAgainAtOnceWithTheFirstAttempt() {
    scenario.given(base().maxAttempts(1).build()).event("e1");
    scenario.answered(scenario.onlyTask(), 500);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.FAILED);

    scenario.askedAgain("e1", 1);
    Task again = scenario.onlyTask();
    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.delivery().run()).isEqualTo(1);
    assertThat(again.body()).isEqualTo(body("e1"));
    scenario.answered(again, 200);
    DeliveryOutcome outcome = scenario.onlyOutcome();
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(outcome.run()).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void theSameRetryTwiceHappensOnce() {
    endedOnce();
    scenario.askedAgain("e1", 1).askedAgain("e1", 1);
    scenario.answered(scenario.onlyTask(), 200).askedAgain("e1", 1);
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.outcomes()).hasSize(1);
    assertThat(scenario.askedAgain("e1", 2).tasks()).hasSize(1);
  }

  @Test
  void aDeliveryThatIsStillUnderWayIsNotBegunAgain() {
    scenario.given(webhook()).event("e1");
    Task task = scenario.onlyTask();
    assertThat(scenario.askedAgain("e1", 1).tasks()).isEmpty();
    scenario.answered(task, 500).askedAgain("e1", 1);
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.after(Duration.ofSeconds(1)).onlyTask().attempt()).isEqualTo(2);
  }

  @Test
  void aRetryGoesBeforeTheLineButNotBeyondTheLimits() {
    scenario.given(webhook(1, 1_000, 1_000)).event("e0");
    scenario.answered(scenario.onlyTask(), 200);
    scenario.event("e1").event("e2").event("e3").askedAgain("e0", 1);
    Task first = scenario.onlyTask();
    assertThat(first.event()).isEqualTo("e1");
    scenario.answered(first, 200);
    Task asked = scenario.onlyTask();
    assertThat(asked.event()).isEqualTo("e0");
    scenario.answered(asked, 200);
    assertThat(scenario.onlyTask().event()).isEqualTo("e2");
  }

  @Test
  void aRetryOfAnOldDeliveryDoesNotExpire() {
    endedOnce();
    scenario.jump(Duration.ofDays(100)).askedAgain("e1", 1);
    scenario.answered(scenario.onlyTask(), 500);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.RETRYING);
  }

  @Test
  void aRetryForADeletedWebhookIsCancelled() {
    scenario.given(webhook()).event("e1");
    scenario.deleted(WEBHOOK).askedAgain("e0", 1);
    DeliveryOutcome outcome = scenario.onlyOutcome();
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(outcome.error()).isEqualTo(AttemptError.WEBHOOK_DELETED);
    assertThat(outcome.run()).isEqualTo(1);
  }

  @Test
  void aTestIsDeliveredLikeAnEventAndRetriedLikeOne() {
    scenario.given(webhook()).tested("test_1");
    Task task = scenario.onlyTask();
    assertThat(task.delivery().createdAt()).isEqualTo(scenario.now().toEpochMilli());
    scenario.answered(task, 503).after(Duration.ofSeconds(1));
    scenario.answered(scenario.onlyTask(), 200);
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(DeliveryStatus.RETRYING, DeliveryStatus.DELIVERED);
  }

  @Test
  void cancellingEndsWhatWaitsForTime() {
    scenario.given(webhook()).event("e1");
    scenario.answered(scenario.onlyTask(), 500).outcomes();
    scenario.cancelled("e1");
    assertCancelled(scenario.onlyOutcome(), 1);
    assertThat(scenario.after(Duration.ofSeconds(5)).tasks()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void cancellingEndsWhatStandsInLineAndTheOthersMoveUp() {
    scenario.given(webhook(1, 1_000, 1_000)).event("e1").event("e2").event("e3");
    Task first = scenario.onlyTask();
    scenario.cancelled("e2");
    assertCancelled(scenario.onlyOutcome(), 0);
    scenario.answered(first, 200);
    assertThat(scenario.onlyTask().event()).isEqualTo("e3");
  }

  @Test
  void cancellingWhatIsInFlightLetsItEndButMakesNoFurtherAttempt() {
    scenario.given(webhook()).event("e1").event("e2");
    var tasks = scenario.tasks();
    scenario.cancelled("e1").cancelled("e2");
    assertThat(scenario.outcomes()).isEmpty();
    scenario.answered(tasks.get(0), 500).answered(tasks.get(1), 200);
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(DeliveryStatus.CANCELLED, DeliveryStatus.DELIVERED);
    assertNothingIsLeft();
  }

  @Test
  void cancellingWhatHasEndedChangesNothing() {
    endedOnce();
    scenario.cancelled("e1");
    assertThat(scenario.outcomes()).isEmpty();
  }

  @Test
  void aCancellationMayOvertakeItsDelivery() {
    scenario.given(webhook()).cancelled("e1").event("e1");
    assertThat(scenario.tasks()).isEmpty();
    assertCancelled(scenario.onlyOutcome(), 0);
    assertThat(scenario.entries("early-results")).isZero();
  }

  @Test
  void aCancellationIsOfItsDeliveryAndOfNoOtherOfTheSameEvent() {
    scenario.given(webhook(1, 1_000, 1_000)).event("busy").event("e1");
    Instant first = scenario.now();
    scenario.cancelled("e1", first);
    assertCancelled(scenario.onlyOutcome(), 0);
    scenario.jump(Duration.ofDays(2)).cancelled("e1", first);
    assertThat(scenario.entries("early-results")).as("it may have overtaken one").isEqualTo(1);
    scenario.tasks().forEach(task -> scenario.answered(task, 200));
    scenario.outcomes();

    assertThat(scenario.event("e1").onlyTask().event()).isEqualTo("e1");
    assertThat(scenario.entries("early-results")).isZero();
    scenario.cancelled("e1", first);
    scenario.jump(Duration.ofSeconds(1)).event("e2").cancelled("e2", first);
    assertThat(scenario.outcomes()).isEmpty();
    scenario.cancelled("e2", scenario.now());
    assertCancelled(scenario.onlyOutcome(), 0);
  }

  @Test
  void whatNeverFindsItsDeliveryIsForgottenAfterAMonth() {
    scenario.given(webhook()).cancelled("e1", scenario.now());
    scenario.jump(Duration.ofDays(29));
    scenario = scenario.restored(directory.resolve("a"));
    assertThat(scenario.event("e2").entries("early-results")).isEqualTo(1);
    scenario.jump(Duration.ofDays(2));
    scenario = scenario.restored(directory.resolve("b"));
    assertThat(scenario.event("e3").entries("early-results")).isZero();
  }

  @Test
  void theSameEventDeliveredAgainCountsItsRunsAnew() {
    endedOnce();
    scenario.jump(Duration.ofHours(23)).askedAgain("e1", 1, START);
    scenario.answered(scenario.onlyTask(), 200).outcomes();

    scenario.jump(Duration.ofHours(2)).event("e1");
    Instant second = scenario.now();
    scenario.answered(scenario.onlyTask(), 200).outcomes();
    scenario.askedAgain("e1", 1, second);

    assertThat(scenario.onlyTask().delivery().run()).isEqualTo(1);
  }

  @Test
  void aRetryOfWhatIsBeingDeliveredAgainEndsAtOnce() {
    endedOnce();
    scenario.outcomes();
    scenario.jump(Duration.ofDays(2)).event("e1");
    Task second = scenario.onlyTask();

    scenario.askedAgain("e1", 1, START).askedAgain("e1", 1, START);

    DeliveryOutcome outcome = scenario.onlyOutcome();
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(outcome.run()).isEqualTo(1);
    assertThat(outcome.createdAt()).isEqualTo(START);
    assertThat(scenario.tasks()).isEmpty();
    scenario.answered(second, 200);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aPausedWebhookCollectsAndGoesOnInOrder() {
    scenario.given(webhook()).asked(new Command.Pause(WEBHOOK));
    assertThat(scenario.onlyStatus().paused()).isTrue();
    scenario.event("e1").event("e2");
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.outcomes())
        .hasSize(2)
        .allMatch(outcome -> outcome.waitingFor() == WaitReason.PAUSED);

    scenario.jump(Duration.ofHours(1)).asked(new Command.Resume(WEBHOOK));
    assertThat(scenario.onlyStatus().paused()).isFalse();
    assertThat(scenario.tasks()).extracting(Task::event).containsExactly("e1", "e2");
  }

  @Test
  void retriesWaitForAPausedWebhookToo() {
    scenario.given(webhook()).event("e1");
    Task first = scenario.onlyTask();
    scenario.asked(new Command.Pause(WEBHOOK)).answered(first, 500);
    assertThat(scenario.after(Duration.ofSeconds(10)).tasks()).isEmpty();
    scenario.asked(new Command.Resume(WEBHOOK));
    assertThat(scenario.onlyTask().attempt()).isEqualTo(2);
  }

  @Test
  void aChangeOfSettingsDoesNotEndAPause() {
    scenario.given(webhook()).asked(new Command.Pause(WEBHOOK));
    scenario.given(base().version(2).build()).event("e1");
    assertThat(scenario.tasks()).isEmpty();
  }

  @Test
  void aPauseMayComeBeforeTheSettings() {
    scenario.asked(new Command.Pause(WEBHOOK));
    assertThat(scenario.statuses()).isEmpty();
    scenario.given(webhook()).event("e1");
    assertThat(scenario.onlyStatus().paused()).isTrue();
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.asked(new Command.Resume(WEBHOOK)).tasks()).hasSize(1);
  }

  @Test
  void pausingTwiceSaysOneThing() {
    scenario.given(webhook());
    scenario.asked(new Command.Pause(WEBHOOK)).asked(new Command.Pause(WEBHOOK));
    assertThat(scenario.statuses()).hasSize(1);
  }

  @Test
  void aCommandThatCannotBeReadIsSetAside() {
    scenario.given(webhook()).garbageCommand().event("e1");
    assertThat(scenario.rejected()).hasSize(1);
    assertThat(scenario.tasks()).hasSize(1);
  }

  private void endedOnce() {
    scenario.given(webhook()).event("e1");
    scenario.answered(scenario.onlyTask(), 200);
    scenario.outcomes();
  }

  private static void assertCancelled(DeliveryOutcome outcome, int attempts) {
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.CANCELLED);
    assertThat(outcome.error()).isEqualTo(AttemptError.CANCELLED);
    assertThat(outcome.attempt()).isEqualTo(attempts);
    assertThat(outcome.terminal()).isTrue();
  }
}
