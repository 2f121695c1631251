package com.irisx.webhooks.streams.schedule;

import static com.irisx.webhooks.streams.schedule.ScheduleScenario.START;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.WEBHOOK;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.WaitReason;
import com.irisx.webhooks.schema.WebhookStatus;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Endpoints that are gone or fail for ever, deliveries that grow too old, tasks that are lost. */
class EndingScenarioTest extends ScenarioTest {

  private static final UUID OTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");

  @Test
  void anEndpointThatIsGoneGetsNothingMoreUntilItsOwnerSaysSo() {
    scenario.given(base().version(7).build()).event("e1").event("e2");
    List<Task> tasks = scenario.tasks();
    scenario.answered(tasks.get(0), 410);

    WebhookStatus status = scenario.onlyStatus();
    assertThat(status.disabledReason()).isEqualTo(DisabledReason.ENDPOINT_GONE);
    assertThat(status.version()).isEqualTo(7);
    scenario.answered(tasks.get(1), 410).event("e3").after(Duration.ofSeconds(20));
    assertThat(scenario.tasks()).isEmpty();
    assertThat(scenario.statuses()).isEmpty();
    assertThat(scenario.outcomes())
        .filteredOn(outcome -> outcome.waitingFor() == WaitReason.DISABLED)
        .extracting(DeliveryOutcome::eventId)
        .startsWith("e3")
        .containsExactlyInAnyOrder("e3", "e1", "e2");

    scenario.given(base().version(9).build());
    assertThat(scenario.onlyStatus().disabledReason()).isNull();
    assertThat(scenario.tasks())
        .extracting(Task::event)
        .startsWith("e3")
        .containsExactlyInAnyOrder("e3", "e1", "e2");
  }

  @Test
  void whatCaptureRepeatsDoesNotEndTheHold() {
    scenario.given(base().version(7).build()).event("e1");
    scenario.answered(scenario.onlyTask(), 410);
    scenario.given(base().version(7).build()).event("e2");
    assertThat(scenario.tasks()).isEmpty();
  }

  @Test
  void aLongLineIsReleasedInTurns() {
    try (ScheduleScenario some =
        new ScheduleScenario(
            directory.resolve("line"), SchedulerLimits.DEFAULT.withAtOnce(40), START)) {
      some.given(webhook(100, 100_000, 1_000_000)).asked(new Command.Pause(WEBHOOK));
      for (int i = 0; i < 250; i++) {
        some.event("e" + i);
      }
      assertThat(some.asked(new Command.Resume(WEBHOOK)).tasks()).hasSize(40);
      assertThat(some.after(Duration.ofMillis(10)).tasks()).hasSize(40);
      assertThat(some.after(Duration.ofMillis(10)).tasks()).hasSize(20);
    }
  }

  @Test
  void whatManyWebhooksCancelAtOnceIsBoundedToo() {
    try (ScheduleScenario some =
        new ScheduleScenario(
            directory.resolve("many"),
            SchedulerLimits.DEFAULT.withAtOnce(10).withDuePerPunctuation(10),
            START)) {
      for (int i = 0; i < 100; i++) {
        some.event("e" + i, new UUID(1, i % 5)); // Webhooks that are never heard of.
      }
      some.after(SchedulerLimits.DEFAULT.unknownWebhookGrace()).outcomes();
      int cancelled = 0;
      for (int turn = 0; turn < 100 && cancelled < 100; turn++) {
        int some10 = some.after(Duration.ofMillis(10)).outcomes().size();
        assertThat(some10).isLessThanOrEqualTo(10);
        cancelled += some10;
      }
      assertThat(cancelled).isBetween(80, 100);
    }
  }

  @Test
  void moreThanTheLargestConcurrencyIsNotHeeded() {
    scenario.given(webhook(100_000, 100_000, 1_000_000));
    for (int i = 0; i < 250; i++) {
      scenario.event("e" + i);
    }
    assertThat(scenario.tasks()).hasSize(Subscription.MAX_CONCURRENCY);
  }

  @Test
  void theTenantHearsOfItByAnEvent() {
    scenario.given(base().version(7).build()).event("e1");
    scenario.answered(scenario.onlyTask(), 410);

    assertThat(scenario.systemEvents())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(new String(record.headers().lastHeader("about-webhook").value(), UTF_8))
                  .isEqualTo(WEBHOOK.toString());
              JsonNode event = Json.MAPPER.readTree(record.value());
              assertThat(event.get("id").stringValue())
                  .isEqualTo("webhook.disabled-" + WEBHOOK + "-7");
              assertThat(event.get("tenant_id").stringValue()).isEqualTo("tenant");
              assertThat(event.get("type").stringValue()).isEqualTo("webhook.disabled");
              assertThat(event.at("/data/webhook_id").stringValue()).isEqualTo(WEBHOOK.toString());
              assertThat(event.at("/data/reason").stringValue()).isEqualTo("endpoint_gone");
            });
  }

  @Test
  void anEndpointThatFailsForFiveDaysIsSwitchedOff() {
    scenario.given(base().maxAttempts(1).build());
    failAt(Duration.ZERO, 404);
    failAt(Duration.ofDays(5).minusMillis(1), 500);
    assertThat(scenario.statuses()).isEmpty();
    failAt(Duration.ofMillis(1), 404);
    WebhookStatus status = scenario.onlyStatus();
    assertThat(status.disabledReason()).isEqualTo(DisabledReason.FAILING_TOO_LONG);
    assertThat(status.failingSince()).isEqualTo(START);
    assertThat(scenario.event("more").tasks()).isEmpty();
  }

  @Test
  void oneSuccessBeginsTheFiveDaysAgain() {
    scenario.given(base().maxAttempts(1).build());
    failAt(Duration.ZERO, 500);
    failAt(Duration.ofDays(4), 200);
    failAt(Duration.ofDays(2), 500);
    failAt(Duration.ofDays(4), 500);
    assertThat(scenario.statuses()).isEmpty();
  }

  @Test
  void whoSwitchesAWebhookOnAgainBeginsWithACleanRecord() {
    scenario.given(base().maxAttempts(1).build());
    failAt(Duration.ZERO, 500);
    failAt(Duration.ofDays(5), 500);
    assertThat(scenario.onlyStatus().disabledReason()).isEqualTo(DisabledReason.FAILING_TOO_LONG);
    scenario.given(base().version(2).maxAttempts(1).disabled("failing_too_long").build());
    scenario.given(base().version(3).maxAttempts(1).build()).statuses();
    failAt(Duration.ofMinutes(1), 500);
    assertThat(scenario.statuses()).isEmpty();
  }

  @Test
  void oneFailedAttemptAfterAQuietWeekSwitchesNothingOff() {
    scenario.given(webhook());
    failAt(Duration.ZERO, 500);
    scenario.cancelled("at-" + START);
    failAt(Duration.ofDays(7), 500);
    assertThat(scenario.statuses()).isEmpty();
  }

  @Test
  void deletingAWebhookCancelsWhatWaitsAtOnceOrInTurns() {
    for (int atOnce : new int[] {1, 2, 3, 1_000}) {
      try (ScheduleScenario some =
          new ScheduleScenario(
              directory.resolve("at-once-" + atOnce),
              SchedulerLimits.DEFAULT.withAtOnce(atOnce),
              START)) {
        some.given(base().rateLimits(1_000, 1_000).maxConcurrency(1_000).build());
        for (int i = 0; i < 7; i++) {
          some.event("e" + i);
        }
        some.tasks().forEach(task -> some.answered(task, 500));
        some.asked(new Command.Pause(WEBHOOK)).event("e7").event("e8").outcomes();
        // All fall due in the same punctuation as the alarm that goes on cancelling.
        some.deleted(WEBHOOK).jump(Duration.ofSeconds(3)).after(Duration.ofSeconds(1));
        assertThat(some.outcomes())
            .hasSize(9)
            .allMatch(outcome -> outcome.status() == DeliveryStatus.CANCELLED);
        some.jump(Duration.ofMinutes(6)).jump(Duration.ofMinutes(6));
        assertThat(some.entries("due") + some.entries("parked") + some.entries("line")).isZero();
        assertThat(some.webhooks()).isEmpty();
      }
    }
  }

  @Test
  void aDeliveryThatWaitsTooLongExpiresWithItsBody() {
    scenario.given(webhook()).asked(new Command.Pause(WEBHOOK)).event("e1");
    scenario.outcomes();
    scenario.jump(Duration.ofDays(14)).after(Duration.ofMillis(20));

    DeliveryOutcome outcome = scenario.onlyOutcome();
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.EXPIRED);
    assertThat(outcome.error()).isEqualTo(AttemptError.MAX_AGE_EXCEEDED);
    assertThat(outcome.attempt()).isZero();
    assertThat(scenario.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.value()).isEqualTo(body("e1")));
    assertNothingIsLeft();
  }

  @Test
  void everyoneInLineExpiresInTurnAndTheYoungStay() {
    scenario.given(webhook()).asked(new Command.Pause(WEBHOOK));
    for (int i = 0; i < 2_500; i++) {
      scenario.event("old-" + i);
    }
    scenario.jump(Duration.ofDays(7)).event("young").outcomes();
    scenario.jump(Duration.ofDays(7)).after(Duration.ofSeconds(1));
    assertThat(scenario.outcomes())
        .hasSize(2_500)
        .allMatch(outcome -> outcome.status() == DeliveryStatus.EXPIRED);
    scenario.asked(new Command.Resume(WEBHOOK));
    assertThat(scenario.onlyTask().event()).isEqualTo("young");
  }

  @Test
  void aRetryThatWouldComeTooLateIsNotWaitedFor() {
    scenario.given(base().retrySchedule(15 * 24 * 3600).build()).event("e1");
    scenario.answered(scenario.onlyTask(), 500);
    DeliveryOutcome outcome = scenario.onlyOutcome();
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.EXPIRED);
    assertThat(outcome.error()).isEqualTo(AttemptError.HTTP_STATUS);
    assertThat(scenario.deadLetters()).hasSize(1);
    assertNothingIsLeft();
  }

  @Test
  void aTaskThatWasPassedOverIsGivenUp() {
    scenario.given(webhook(1, 1_000, 1_000)).given(other()).event("lost").event("waits");
    scenario.onlyTask();
    scenario.minutes(6).event("e1", OTHER);
    Task other = scenario.onlyTask();
    scenario.after(Duration.ofSeconds(20)).answered(other, 200).outcomes();

    // Taken up just before the other one it may take its time: the next look is too early.
    scenario.after(Duration.ofSeconds(290));
    assertThat(scenario.outcomes()).isEmpty();
    scenario.minutes(6);
    DeliveryOutcome lost = scenario.onlyOutcome();
    assertThat(lost.eventId()).isEqualTo("lost");
    assertThat(lost.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(lost.error()).isEqualTo(AttemptError.HANDOVER_LOST);
    assertThat(scenario.onlyTask().event()).isEqualTo("waits");
  }

  @Test
  void aTaskThatNobodyTookUpIsWaitedFor() {
    scenario.given(webhook()).given(other()).event("slow").event("e1", OTHER);
    List<Task> tasks = scenario.tasks();
    scenario.answered(tasks.get(1), 200).outcomes();
    // The dispatcher is down: nothing that was handed out later has come back.
    scenario.jump(Duration.ofHours(20)).event("e2", OTHER);
    assertThat(scenario.outcomes()).isEmpty();
    scenario.answered(tasks.get(0), 200);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void afterADayATaskIsGivenUpAnyhowAndItsResultIsOldNews() {
    scenario.given(webhook()).event("lost");
    Task task = scenario.onlyTask();
    scenario.minutes(25 * 60);
    assertThat(scenario.onlyOutcome().error()).isEqualTo(AttemptError.HANDOVER_LOST);
    scenario.answered(task, 500).after(Duration.ofSeconds(2));
    assertThat(scenario.outcomes()).isEmpty();
    assertThat(scenario.tasks()).isEmpty();
  }

  @Test
  void afterAWeekendOffNothingIsGivenUpBeforeItsResultCouldBeRead() {
    scenario.given(webhook()).event("e1");
    Task task = scenario.onlyTask();
    // Nobody ran, and the result lies in the topic.
    scenario.jump(Duration.ofHours(60)).after(Duration.ofSeconds(1));
    assertThat(scenario.outcomes()).isEmpty();
    scenario.answered(task, 200);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void whatWaitsForAnUnknownWebhookIsNotGivenUpBeforeItCouldBeRead() {
    scenario.event("e1");
    scenario.outcomes();
    scenario.jump(Duration.ofHours(1)).after(Duration.ofSeconds(1));
    assertThat(scenario.outcomes()).isEmpty();
    scenario.given(webhook());
    assertThat(scenario.onlyTask().event()).isEqualTo("e1");
  }

  @Test
  void aTaskForAWebhookSwitchedOffMeanwhileWaitsAtTheFrontAndUsesUpNoAttempt() {
    scenario.given(webhook(1, 1_000, 1_000)).event("e1").event("e2");
    Task first = scenario.onlyTask();
    scenario.outcomes();
    scenario.given(base().version(2).disabled(null).build());
    scenario.result(
        first, new AttemptResult(1, 1, 0, null, AttemptError.WEBHOOK_DISABLED, null, null, null));
    DeliveryOutcome held = scenario.onlyOutcome();
    assertThat(held.status()).isEqualTo(DeliveryStatus.PENDING);
    assertThat(held.attempt()).isZero();
    assertThat(held.waitingFor()).isEqualTo(WaitReason.DISABLED);
    scenario.given(base().version(3).maxConcurrency(1).build());
    assertThat(scenario.onlyTask().event()).isEqualTo("e1");
  }

  @ParameterizedTest
  @EnumSource(names = {"WEBHOOK_UNKNOWN", "WEBHOOK_DISABLED", "EGRESS_PROXY_FAILED"})
  void whatIsCancelledWithoutARequestHasNoAttempt(AttemptError notMade) {
    scenario.given(webhook()).event("e1").event("e2");
    List<Task> tasks = scenario.tasks();
    scenario.cancelled("e1").result(tasks.get(0), null, notMade);
    assertNoAttempt(scenario.onlyOutcome(), DeliveryStatus.CANCELLED, AttemptError.CANCELLED);

    scenario.deleted(WEBHOOK).result(tasks.get(1), null, notMade);
    assertNoAttempt(scenario.onlyOutcome(), DeliveryStatus.CANCELLED, AttemptError.WEBHOOK_DELETED);
  }

  @ParameterizedTest
  @EnumSource(names = {"WEBHOOK_UNKNOWN", "EGRESS_PROXY_FAILED"})
  void whatExpiresWithoutARequestHasNoAttempt(AttemptError notMade) {
    scenario.given(webhook()).event("e1");
    Task task = scenario.onlyTask();
    scenario.jump(Duration.ofDays(14)).result(task, null, notMade);
    assertNoAttempt(scenario.onlyOutcome(), DeliveryStatus.EXPIRED, AttemptError.MAX_AGE_EXCEEDED);
    assertThat(scenario.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.value()).isEqualTo(body("e1"));
              assertThat(AttemptResult.of(letter.headers()).error())
                  .isEqualTo(AttemptError.MAX_AGE_EXCEEDED);
            });
  }

  private static void assertNoAttempt(
      DeliveryOutcome outcome, DeliveryStatus status, AttemptError reason) {
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.terminal()).isTrue();
    assertThat(outcome.error()).isEqualTo(reason);
    assertThat(outcome.attempt()).isZero();
    assertThat(outcome.attemptedAt()).isNull();
    assertThat(outcome.durationMs()).isNull();
  }

  private void failAt(Duration later, int status) {
    scenario.jump(later);
    scenario.event("at-" + scenario.now());
    scenario.answered(scenario.onlyTask(), status);
  }

  private static Subscription other() {
    return base().id(OTHER).build();
  }
}
