package com.irisx.webhooks.streams.schedule;

import static com.irisx.webhooks.streams.schedule.ScheduleScenario.START;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.WEBHOOK;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The path of a delivery, its limits, and what repeats. */
class ScheduleTopologyTest extends ScenarioTest {

  @Test
  void aDeliveryIsHandedOutAtOnceAndEndsDelivered() {
    scenario.given(webhook()).event("e1");

    Task task = scenario.onlyTask();
    assertThat(task.topic()).isEqualTo("webhooks.delivery-tasks");
    assertThat(task.attempt()).isEqualTo(1);
    assertThat(task.body()).isEqualTo(body("e1"));
    assertThat(task.delivery().createdAt()).isEqualTo(START.toEpochMilli());

    scenario.answered(task, 200);
    DeliveryOutcome outcome = scenario.onlyOutcome();
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(outcome.terminal()).isTrue();
    assertThat(outcome.responseStatus()).isEqualTo(200);
    assertThat(outcome.deliveryId()).isEqualTo(task.delivery().deliveryId());
    assertThat(scenario.entries("parked")).isZero();
  }

  @Test
  void aFailingDeliveryIsTriedAt0And1And3And7And15SecondsAndThenDead() {
    scenario.given(webhook()).event("e1");
    List<Long> seconds = new ArrayList<>();
    List<String> topics = new ArrayList<>();
    List<DeliveryStatus> statuses = new ArrayList<>();
    for (int attempt = 1; attempt <= 5; attempt++) {
      Task task = awaitTask();
      assertThat(task.attempt()).isEqualTo(attempt);
      assertThat(task.body()).isEqualTo(body("e1"));
      seconds.add(Duration.between(START, scenario.now()).toMillis());
      topics.add(task.topic());
      scenario.answered(task, 500);
      statuses.add(scenario.onlyOutcome().status());
    }

    assertThat(seconds).containsExactly(0L, 1_000L, 3_000L, 7_000L, 15_000L);
    assertThat(topics)
        .containsExactly(
            "webhooks.delivery-tasks",
            "webhooks.delivery-tasks.retry-1s",
            "webhooks.delivery-tasks.retry-2s",
            "webhooks.delivery-tasks.retry-4s",
            "webhooks.delivery-tasks.retry-8s");
    assertThat(statuses)
        .containsExactly(
            DeliveryStatus.RETRYING,
            DeliveryStatus.RETRYING,
            DeliveryStatus.RETRYING,
            DeliveryStatus.RETRYING,
            DeliveryStatus.FAILED);
    assertThat(scenario.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.value()).isEqualTo(body("e1")));
    assertThat(scenario.after(Duration.ofMinutes(1)).tasks()).isEmpty();
    assertNothingIsLeft();
    assertThat(scenario.measured("webhooks.schedule.outcomes", "status", "retrying")).isEqualTo(4);
    assertThat(scenario.measured("webhooks.schedule.outcomes", "status", "failed")).isEqualTo(1);
    assertThat(scenario.measured("webhooks.schedule.dead.letters")).isEqualTo(1);
    assertThat(scenario.measured("webhooks.schedule.webhooks.known")).isEqualTo(1);
  }

  @Test
  void noRetryIsEarlyByAMillisecond() {
    scenario.given(webhook()).event("e1");
    scenario.answered(scenario.onlyTask(), 500);
    assertThat(scenario.after(Duration.ofMillis(990)).tasks()).isEmpty();
    assertThat(scenario.after(Duration.ofMillis(10)).tasks()).hasSize(1);
  }

  @Test
  void theDelayCountsFromTheEndOfTheAttempt() {
    scenario.given(webhook()).event("e1");
    Task task = scenario.onlyTask();
    long started = scenario.now().toEpochMilli();
    scenario.after(Duration.ofSeconds(10));
    scenario.result(
        task, new AttemptResult(1, started, 10_000, null, AttemptError.TIMEOUT, null, null, null));
    DeliveryOutcome outcome = scenario.onlyOutcome();
    assertThat(outcome.error()).isEqualTo(AttemptError.TIMEOUT);
    assertThat(outcome.nextAttemptAt()).isEqualTo(START.plusSeconds(11));
  }

  @Test
  void aRetryThatSucceedsEndsDelivered() {
    scenario.given(webhook()).event("e1");
    scenario.answered(scenario.onlyTask(), 503).after(Duration.ofSeconds(1));
    scenario.answered(scenario.onlyTask(), 204);
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(DeliveryStatus.RETRYING, DeliveryStatus.DELIVERED);
    assertThat(scenario.deadLetters()).isEmpty();
  }

  @Test
  void theSameEventTwiceMakesOneDelivery() {
    scenario.given(webhook()).event("e1").event("e1");
    assertThat(scenario.tasks()).hasSize(1);
    scenario.after(Duration.ofSeconds(5)).event("e1");
    assertThat(scenario.tasks()).isEmpty();
  }

  @Test
  void theSameEventIsRememberedForTheWholeWindowAndNotForEver() {
    scenario.given(webhook()).event("e1");
    scenario.answered(scenario.onlyTask(), 200);
    try (ScheduleScenario other = new ScheduleScenario(directory.resolve("other"))) {
      other.given(webhook()).event("e1");
      other.answered(other.onlyTask(), 200);
      // Another one in the next slot of the store: that is when it drops the slot before the last.
      other.jump(Duration.ofHours(24)).event("e2");
      other.answered(other.onlyTask(), 200);
      assertThat(other.event("e1").tasks()).isEmpty();
      other.jump(Duration.ofMillis(1)).event("e1");
      assertThat(other.tasks()).hasSize(1);
    }
  }

  @Test
  void anEventRepeatedAfterTheWindowWhileItStillWaitsMakesNoSecondDelivery() {
    scenario.given(base().retrySchedule(3 * 24 * 3600).build()).event("e1").event("e2");
    List<Task> tasks = scenario.tasks();
    scenario.answered(tasks.get(0), 500).jump(Duration.ofHours(40));
    scenario.event("e1");
    assertThat(scenario.tasks()).isEmpty();
    scenario.jump(Duration.ofHours(40));
    assertThat(scenario.onlyTask().attempt()).isEqualTo(2);
  }

  @Test
  void anEventIsKnownToAnInstanceWhoseClockIsALittleBehind() {
    scenario.given(webhook());
    // The store's slots begin at midnight.
    scenario.jump(scenario.untilMidnight().plusSeconds(1)).event("e1");
    scenario.answered(scenario.onlyTask(), 200);
    scenario = scenario.restored(directory.resolve("other"), Duration.ofSeconds(2));
    assertThat(scenario.event("e1").tasks()).isEmpty();
  }

  @Test
  void valuesThatCannotBeAreSetAside() {
    scenario.given(webhook()).event("e1");
    Task task = scenario.onlyTask();
    scenario.result(task, new AttemptResult(1, -5, 0, 200, null, null, null, null));
    scenario.result(task, new AttemptResult(1, 5, -1, 200, null, null, null, null));
    scenario.result(task, new AttemptResult(1, 5, 1, 99, null, null, null, null));
    scenario.result(
        task, new AttemptResult(1, 5, 1, 503, AttemptError.HTTP_STATUS, null, -1L, null));
    scenario.rawSubscription("{\"id\":\"" + WEBHOOK + "\"}");
    scenario.askedAgain("e2", -1);
    assertThat(scenario.rejected()).hasSize(6);
    scenario.answered(task, 200);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.DELIVERED);
  }

  @Test
  void aResultSeenTwiceCountsOnce() {
    scenario.given(webhook()).event("e1");
    Task task = scenario.onlyTask();
    scenario.answered(task, 500).answered(task, 500).answered(task, 200);
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(DeliveryStatus.RETRYING);
    assertThat(scenario.after(Duration.ofSeconds(1)).tasks()).hasSize(1);
  }

  @Test
  void atMostMaxConcurrencyAreInFlightAndTheRestGoesInOrder() {
    scenario.given(webhook(10, 1_000, 1_000_000));
    for (int i = 0; i < 25; i++) {
      scenario.event("e" + i);
    }
    List<Task> first = scenario.tasks();
    assertThat(first).hasSize(10);
    scenario.answered(first.get(3), 200);
    assertThat(scenario.tasks()).extracting(Task::event).containsExactly("e10");
    first.forEach(task -> scenario.answered(task, 200));
    assertThat(scenario.tasks())
        .extracting(Task::event)
        .containsExactly("e11", "e12", "e13", "e14", "e15", "e16", "e17", "e18", "e19");
  }

  @Test
  void neverMoreThanThePerMinuteLimitInAnyMinuteAndNothingIsDropped() {
    scenario.given(webhook(1_000, 60, 100_000));
    for (int i = 0; i < 150; i++) {
      scenario.event("e" + i);
    }
    List<Task> all = new ArrayList<>();
    while (all.size() < 150 && scenario.now().isBefore(START.plusSeconds(200))) {
      List<Task> tasks = scenario.tasks();
      tasks.forEach(task -> scenario.answered(task, 200));
      all.addAll(tasks);
      scenario.after(Duration.ofMillis(500));
    }
    assertThat(all).hasSize(150);
    for (int i = 60; i < all.size(); i++) {
      assertThat(Duration.between(all.get(i - 60).at(), all.get(i).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }
    assertThat(all.get(149).at()).isBefore(START.plusSeconds(125));
    assertThat(scenario.outcomes())
        .filteredOn(outcome -> outcome.status() == DeliveryStatus.PENDING)
        .hasSize(90);
  }

  @Test
  void deletingAWebhookCancelsWhatWaitsAndWhatComes() {
    scenario.given(webhook(1, 1_000, 100_000)).event("e1").event("e2").event("e3");
    Task inFlight = scenario.onlyTask();
    scenario.answered(inFlight, 500);
    Task second = scenario.onlyTask();
    scenario.outcomes();

    scenario.deleted(WEBHOOK);
    assertThat(scenario.outcomes())
        .allMatch(outcome -> outcome.error() == AttemptError.WEBHOOK_DELETED)
        .extracting(DeliveryOutcome::eventId)
        .containsExactlyInAnyOrder("e1", "e3");
    scenario.event("e4");
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.CANCELLED);
    scenario.answered(second, 500);
    assertThat(scenario.onlyOutcome().status()).isEqualTo(DeliveryStatus.CANCELLED);
    scenario.after(Duration.ofMinutes(2));
    assertThat(scenario.tasks()).isEmpty();
    for (String store : List.of("webhooks", "parked", "line", "due")) {
      assertThat(scenario.entries(store)).as(store).isZero();
    }
  }

  @Test
  void aDeliveryThatCameBeforeItsWebhookIsKnownWaitsForIt() {
    scenario.event("e1");
    assertThat(scenario.tasks()).isEmpty();
    scenario.given(webhook());
    assertThat(scenario.onlyTask().event()).isEqualTo("e1");
  }

  @Test
  void aDeliveryForAWebhookThatNeverComesIsCancelled() {
    scenario.event("e1").after(Duration.ofSeconds(61));
    assertThat(scenario.outcomes())
        .extracting(DeliveryOutcome::status)
        .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.CANCELLED);
  }

  @Test
  void aWebhookSwitchedOffHoldsItsDeliveriesAndBurnsNoAttempt() {
    scenario.given(webhook()).event("e1");
    Task task = scenario.onlyTask();
    scenario.given(disabled(2));
    scenario.result(task, null, AttemptError.WEBHOOK_DISABLED).event("e2");
    assertThat(scenario.jump(Duration.ofHours(1)).tasks()).isEmpty();
    scenario.given(withVersion(3));
    assertThat(scenario.tasks()).extracting(Task::event).containsExactly("e1", "e2");
  }

  @Test
  void anOlderVersionOfAWebhookIsIgnored() {
    scenario.given(withVersion(5)).given(disabled(4)).event("e1");
    assertThat(scenario.tasks()).hasSize(1);
  }

  @Test
  void aRecordThatCannotBeReadIsSetAsideAndTheStreamGoesOn() {
    scenario.given(webhook()).garbageResult().event("e1");
    assertThat(scenario.tasks()).hasSize(1);
    assertThat(scenario.rejected())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(body("garbage"));
              assertThat(
                      new String(
                          record.getHeaders().lastHeader(RejectionHeaders.REASON).value(), UTF_8))
                  .isEqualTo("malformed_record");
            });
  }

  private static Subscription disabled(long version) {
    return base().version(version).disabled(null).build();
  }

  private static Subscription withVersion(long version) {
    return base().version(version).build();
  }
}
