package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.DispatchHarness.PATIENCE;
import static com.irisx.webhooks.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that comes twice is made once, whoever had it before. */
class TakeOverTest {

  private final ScriptedReceiver receiver = ScriptedReceiver.start();
  private final DispatchHarness harness = new DispatchHarness(Map.of());

  @AfterEach
  void close() {
    receiver.close();
    harness.close();
  }

  @Test
  void aTaskHandedOutAgainWhileItIsInFlightIsMadeOnce() {
    receiver.on("/hook").answer(status(200).after(Duration.ofMillis(500)));
    UUID webhook = harness.webhook(receiver.url("/hook")).id();
    harness.start(harness.settings());
    Delivery delivery = harness.task(webhook, "{}");
    receiver.awaitRequests("/hook", 1, PATIENCE);
    harness.again(delivery, 1, "{}");

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(2));
    assertThat(receiver.requests()).hasSize(1);
    assertThat(harness.resultsSoFar()).hasSize(1);
  }

  @Test
  void aTaskHandedOutAgainAfterItsResultIsNotMadeAgain() {
    UUID webhook = harness.webhook(receiver.url("/hook")).id();
    harness.start(harness.settings());
    Delivery delivery = harness.task(webhook, "{}");
    harness.results(1);
    harness.again(delivery, 1, "{}");
    harness.again(delivery, 2, "{}"); // another attempt is another request

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(3));
    assertThat(receiver.requests().stream().map(ReceivedRequest::attempt)).containsExactly(1, 2);
  }

  @Test
  void aTaskWithoutARequestIsMadeWhenItComesAgain() {
    UUID webhook = harness.webhook(receiver.url("/hook")).id();
    UUID unknown = UUID.randomUUID();
    harness.start(harness.settings());
    Delivery delivery = harness.task(unknown, "{}");
    harness.results(1); // the webhook is not known here
    harness.again(delivery, 1, "{}");
    harness.task(webhook, "{}");

    assertThat(harness.results(3)).hasSize(3);
  }

  @Test
  void whoTakesOverDoesNotMakeWhatIsRecorded() {
    UUID webhook = harness.webhook(receiver.url("/hook")).id();
    Delivery recorded = harness.task(webhook, "{}");
    Delivery held = harness.task(webhook, "{}");
    Delivery crashed = harness.task(webhook, "{}");
    Delivery retried = harness.retry(RetryTier.S2, webhook, 2, "{}");
    // The last owner was killed before it committed anything.
    harness.result(recorded, result(1, null));
    harness.result(held, result(1, AttemptError.WEBHOOK_DISABLED));
    harness.result(retried, result(2, AttemptError.TIMEOUT));
    harness.result(crashed, result(7, null));
    harness.schedulerHasReadAllResults(); // so that they are found by the tasks' time alone
    harness.start(harness.settings());

    harness.results(6);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(3));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(harness.committed("retry").values())
                    .anyMatch(committed -> committed.offset() == 1));
    assertThat(receiver.requests().stream().map(ReceivedRequest::deliveryId))
        .containsExactlyInAnyOrder(held.deliveryId().toString(), crashed.deliveryId().toString());
  }

  @Test
  void whatTheSchedulerHasNotReadIsNotMadeAgainEither() {
    UUID webhook = harness.webhook(receiver.url("/hook")).id();
    harness.start(harness.settings()).close(Duration.ofSeconds(5));
    Delivery forgotten = harness.task(webhook, "{}");
    Dispatcher second = harness.start(harness.settings());
    harness.results(1);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(1));
    second.close(Duration.ofSeconds(5));
    // The scheduler's transaction was aborted, and it hands the task out again, so late that the
    // result is found by how far the scheduler has read alone.
    harness.againAt(Instant.now().plus(Duration.ofHours(1)), forgotten, 1, "{}");
    harness.start(harness.settings());

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(2));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void noMoreIsRememberedThanNeeded() {
    MadeAttempts made = new MadeAttempts(Set.of());
    UUID id = UUID.randomUUID();
    IntStream.rangeClosed(1, MadeAttempts.REMEMBERED)
        .forEach(attempt -> assertThat(made.begin(new AttemptKey(id, 7, 0, attempt))).isTrue());
    assertThat(made.begin(new AttemptKey(id, 7, 0, 1))).isFalse();
    assertThat(made.begin(new AttemptKey(id, 7, 1, 1))).isTrue();
    assertThat(made.begin(new AttemptKey(id, 8, 0, 2))).isTrue();
    assertThat(made.begin(new AttemptKey(id, 7, 0, 1))).isTrue();
    assertThat(made.begin(new AttemptKey(id, 7, 0, MadeAttempts.REMEMBERED))).isFalse();
  }

  private static AttemptResult result(int attempt, @Nullable AttemptError error) {
    return new AttemptResult(attempt, System.currentTimeMillis(), 1, null, error, null, null, null);
  }
}
