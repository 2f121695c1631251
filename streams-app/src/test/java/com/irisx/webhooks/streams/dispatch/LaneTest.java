package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.DispatchHarness.PATIENCE;
import static com.irisx.webhooks.testing.Answer.silence;
import static com.irisx.webhooks.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a lane promises about slots, offsets and hand-overs; the latter with both group protocols.
 */
class LaneTest {

  private final ScriptedReceiver receiver = ScriptedReceiver.start();
  private final List<DispatchHarness> harnesses = new ArrayList<>();

  @AfterEach
  void close() {
    receiver.close();
    harnesses.forEach(DispatchHarness::close);
  }

  private DispatchHarness harness(String groupProtocol) {
    DispatchHarness harness = new DispatchHarness(Map.of("group.protocol", groupProtocol));
    harnesses.add(harness);
    return harness;
  }

  @Test
  void noMoreAreInFlightThanThereAreSlots() {
    DispatchHarness harness = harness("classic");
    AtomicInteger most = new AtomicInteger();
    AtomicInteger nth = new AtomicInteger();
    receiver
        .on("/slow")
        .answer(
            request -> {
              most.accumulateAndGet(receiver.openConnections(), Math::max);
              // Of different length, so that slots become free one by one.
              return status(200).after(Duration.ofMillis(60L * (1 + nth.getAndIncrement() % 4)));
            });
    UUID webhook = harness.webhook(receiver.url("/slow")).id();
    for (int i = 0; i < 30; i++) {
      harness.task(webhook, i % DispatchHarness.PARTITIONS, "{}");
    }
    harness.start(harness.settings(4, 1, HttpSettings.DEFAULT.withAllowHttp(true)));

    harness.results(30);
    assertThat(most).hasValueBetween(2, 4);
    assertThat(receiver.requests()).hasSize(30);
    await().untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(30));
  }

  @Test
  void retriesThatHangDoNotTakeThePlaceOfFirstAttempts() {
    DispatchHarness harness = harness("classic");
    receiver.on("/dead").answer(silence());
    UUID dead = harness.webhook(receiver.url("/dead")).id();
    UUID alive = harness.webhook(receiver.url("/alive")).id();
    for (int i = 0; i < 10; i++) {
      harness.retry(RetryTier.S4, dead, 2, "{}");
    }
    harness.start(harness.settings(2, 2, HttpSettings.DEFAULT.withAllowHttp(true)));
    receiver.awaitRequests("/dead", 2, PATIENCE);
    for (int i = 0; i < 20; i++) {
      harness.task(alive, "{}");
    }

    assertThat(harness.results(20))
        .hasSize(20)
        .allSatisfy(
            record ->
                assertThat(DeliveryHeaders.delivery(record.headers()).webhookId())
                    .isEqualTo(alive));
    assertThat(receiver.requests("/dead")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aShutdownWaitsForWhatIsInFlightAndRepeatsNothing(String groupProtocol) {
    DispatchHarness harness = harness(groupProtocol);
    receiver.on("/slow").answer(status(200).after(Duration.ofMillis(700)));
    UUID webhook = harness.webhook(receiver.url("/slow")).id();
    for (int i = 0; i < 12; i++) {
      harness.task(webhook, i % DispatchHarness.PARTITIONS, "{}");
    }
    Dispatcher first =
        harness.start(harness.settings(4, 1, HttpSettings.DEFAULT.withAllowHttp(true)));
    receiver.awaitRequests("/slow", 1, PATIENCE);
    first.close(Duration.ofSeconds(10));

    int handled = harness.resultsSoFar().size();
    assertThat(handled).isBetween(1, 8).isEqualTo(receiver.requests().size());
    assertThat(harness.committedTasks()).isEqualTo(handled);

    harness.start(harness.settings());
    assertThat(harness.results(12)).hasSize(12);
    assertEachDeliveryOnce(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void rebalancesRepeatNothing(String groupProtocol) {
    DispatchHarness harness = harness(groupProtocol);
    receiver.on("/slow").answer(status(200).after(Duration.ofMillis(500)));
    UUID webhook = harness.webhook(receiver.url("/slow")).id();
    int tasks = 240;
    for (int i = 0; i < tasks; i++) {
      harness.task(webhook, i % DispatchHarness.PARTITIONS, "{}");
    }
    DispatchSettings settings = harness.settings(24, 1, HttpSettings.DEFAULT.withAllowHttp(true));
    harness.start(settings);
    receiver.awaitRequests("/slow", 24, PATIENCE);
    Dispatcher second = harness.start(settings);
    await().atMost(PATIENCE).until(second::ready);
    await().atMost(PATIENCE).until(() -> harness.members("first") == 2);
    second.close(Duration.ofSeconds(10));

    assertThat(harness.results(tasks)).hasSize(tasks);
    assertEachDeliveryOnce(tasks);
    await().untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(tasks));
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void afterACrashOnlyWhatWasNotFinishedIsMadeAgain(String groupProtocol) {
    DispatchHarness harness = harness(groupProtocol);
    UUID webhook = harness.webhook(receiver.url("/hook")).id();
    List<UUID> deliveries = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      deliveries.add(harness.task(webhook, 0, "{}").deliveryId());
    }
    CommitNote note = new CommitNote(8, new LinkedHashSet<>(List.of(2L, 5L)));
    harness.commit(
        "first", harness.topics.deliveryTasks(), 0, new OffsetAndMetadata(2, note.text()));
    harness.start(harness.settings());

    harness.results(4);
    await().untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(10));
    assertThat(receiver.requests().stream().map(ReceivedRequest::deliveryId))
        .containsExactlyInAnyOrder(
            deliveries.get(2).toString(),
            deliveries.get(5).toString(),
            deliveries.get(8).toString(),
            deliveries.get(9).toString());
  }

  @Test
  void theLowestUnfinishedTaskHoldsTheCommit() {
    DispatchHarness harness = harness("classic");
    receiver.on("/dead").answer(silence());
    UUID dead = harness.webhook(receiver.url("/dead")).id();
    UUID alive = harness.webhook(receiver.url("/alive")).id();
    harness.task(alive, 0, "{}");
    harness.task(dead, 0, "{}");
    for (int i = 0; i < 5; i++) {
      harness.task(alive, 0, "{}");
    }
    harness.start(harness.settings());

    harness.results(6);
    await()
        .untilAsserted(
            () ->
                assertThat(harness.committed("first").values())
                    .anySatisfy(
                        committed -> {
                          assertThat(committed.offset()).isEqualTo(1);
                          assertThat(CommitNote.parse(committed.metadata()))
                              .isEqualTo(new CommitNote(7, Set.of(1L)));
                        }));
  }

  @Test
  void aLaneThatFailsSaysSoFinishesNothingFalselyAndIsBegunAnew() {
    DispatchHarness harness = harness("classic");
    UUID broken = UUID.randomUUID();
    Dispatcher dispatcher = harness.startWithBrokenDirectory(broken);
    await().atMost(PATIENCE).until(dispatcher::ready);
    harness.task(broken, 0, "{}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(harness.failedLanes).containsOnlyKeys("first"));
    assertThat(harness.failedLanes.get("first")).hasRootCauseMessage("scripted");
    assertThat(harness.committedTasks()).isZero();
    assertThat(harness.resultsSoFar()).isEmpty();

    harness.mendDirectory();
    harness.results(1);
    await().atMost(PATIENCE).until(dispatcher::ready);
    await().atMost(PATIENCE).until(() -> harness.committedTasks() == 1);
  }

  private void assertEachDeliveryOnce(int count) {
    assertThat(receiver.requests().stream().map(ReceivedRequest::deliveryId))
        .hasSize(count)
        .doesNotHaveDuplicates();
  }
}
