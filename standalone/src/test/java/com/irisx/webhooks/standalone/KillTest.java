package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.standalone.Tenant.CreatedWebhook;
import com.irisx.webhooks.testing.Answer;
import com.irisx.webhooks.testing.AtLeastOnce;
import com.irisx.webhooks.testing.Guarantees;
import com.irisx.webhooks.testing.NeverEarly;
import com.irisx.webhooks.testing.OneTerminalOutcome;
import com.irisx.webhooks.testing.ScriptedReceiver;
import com.irisx.webhooks.testing.TestEvent;
import com.irisx.webhooks.testing.TopicReader;
import com.irisx.webhooks.testing.ValidSignature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Everything is killed at once, twice, with retries pending: nothing is lost, nothing is early. */
class KillTest {

  private static final int EVENTS = 200;
  private static final int KILLS = 2;
  private static final int MAX_CONCURRENCY = 50;

  /** The receiver fails on purpose, and for as long as the restarts take. */
  private static final Map<String, String> NO_BREAKER =
      Map.of("WEBHOOKS_BREAKER_FAILURES", "1000000");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void retriesPendingAtAKillAllHappenAfterIt() throws Exception {
    OneTerminalOutcome oneTerminal = new OneTerminalOutcome();
    AtLeastOnce atLeastOnce = new AtLeastOnce();
    NeverEarly neverEarly = NeverEarly.ofSeconds(List.of(1, 2, 4));
    try (ScriptedReceiver receiver = ScriptedReceiver.start();
        StandaloneProcess stack = StandaloneProcess.start(directory, NO_BREAKER)) {
      // Takes a delivery at its fourth attempt, every tenth never.
      receiver
          .on("/hook")
          .answer(
              request ->
                  Answer.status(
                      request.attempt() < 4 || request.text().contains("0\",\"event") ? 500 : 200));
      Tenant tenant = Tenant.create(stack, "acme");
      CreatedWebhook webhook =
          tenant.webhook(
              Map.of(
                  "url",
                  receiver.url("/hook"),
                  "events",
                  List.of("call.*"),
                  "rate_limit_per_minute",
                  100_000,
                  "rate_limit_per_hour",
                  1_000_000,
                  "max_concurrency",
                  MAX_CONCURRENCY,
                  "max_attempts",
                  4,
                  "retry_schedule_seconds",
                  List.of(1, 2, 4)));
      Guarantees guarantees =
          Guarantees.of(
              oneTerminal, atLeastOnce, neverEarly, ValidSignature.with(webhook.secret()));
      guarantees.watch(receiver);

      produce(stack, webhook, guarantees);
      receiver.awaitRequests("/hook", EVENTS, PATIENCE);
      stack.kill();
      stack.startAgain();
      receiver.awaitRequests("/hook", EVENTS * 2, PATIENCE);
      stack.kill();
      stack.startAgain();

      List<DeliveryOutcome> outcomes = awaitTerminal(stack);
      outcomes.forEach(guarantees::observeOutcome);
      guarantees.check();
      int planned = (EVENTS + 1) * 4; // with the probe
      int requests = receiver.requests("/hook").size();
      System.out.printf(
          "kill test: %d deliveries, %d requests, of which %d repeated%n",
          EVENTS, requests, requests - planned);
      // A kill may repeat what was in flight, once, with the same attempt number.
      assertThat(requests - planned).isBetween(0, KILLS * MAX_CONCURRENCY);
      assertThat(timesEachAttemptWasMade(receiver)).allMatch(times -> times <= 1 + KILLS);
      assertThat(statuses(outcomes, "delivered")).isEqualTo(EVENTS * 9 / 10);
      assertThat(statuses(outcomes, "failed")).isEqualTo(EVENTS / 10);
      awaitDatabase(tenant, webhook);
    }
  }

  private static Collection<Long> timesEachAttemptWasMade(ScriptedReceiver receiver) {
    return receiver.requests("/hook").stream()
        .collect(
            Collectors.groupingBy(
                request -> request.deliveryId() + "/" + request.attempt(), Collectors.counting()))
        .values();
  }

  private static void produce(
      StandaloneProcess stack, CreatedWebhook webhook, Guarantees guarantees) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      // The webhook travels by change capture; an event produced before it arrives has no one to go
      // to.
      awaitDelivered(stack, producer);
      for (int i = 0; i < EVENTS; i++) {
        String id = "evt_" + i;
        guarantees.observeExpected(Ids.delivery(id, webhook.id()));
        send(producer, TestEvent.callCompleted().withId(id));
      }
    }
  }

  /** Produces events of another kind until one has become a delivery. */
  private static void awaitDelivered(
      StandaloneProcess stack, KafkaProducer<byte[], byte[]> producer) {
    try (TopicReader reader = new TopicReader(stack.bootstrapServers())) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                send(producer, TestEvent.callCompleted().withId("probe").withType("call.probe"));
                return !reader.readToEnd("webhooks.deliveries").isEmpty();
              });
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, TestEvent event)
      throws Exception {
    var unused =
        producer.send(new ProducerRecord<>("events.call", event.json().getBytes(UTF_8))).get();
  }

  private static List<DeliveryOutcome> awaitTerminal(StandaloneProcess stack) {
    try (TopicReader reader = new TopicReader(stack.bootstrapServers())) {
      return reader
          .readUntil(
              "webhooks.delivery-outcomes",
              records ->
                  records.stream()
                          .map(record -> DeliveryOutcome.FORMAT.read(record.value()))
                          .filter(KillTest::isCounted)
                          .filter(DeliveryOutcome::terminal)
                          .map(DeliveryOutcome::deliveryId)
                          .distinct()
                          .count()
                      == EVENTS,
              PATIENCE)
          .stream()
          .map(record -> DeliveryOutcome.FORMAT.read(record.value()))
          .filter(KillTest::isCounted)
          .toList();
    }
  }

  private static boolean isCounted(DeliveryOutcome outcome) {
    return !outcome.eventId().equals("probe");
  }

  private static long statuses(List<DeliveryOutcome> outcomes, String status) {
    return outcomes.stream().filter(outcome -> outcome.status().label().equals(status)).count();
  }

  /** The database catches up and agrees with the topic. */
  private static void awaitDatabase(Tenant tenant, CreatedWebhook webhook) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode statistics = tenant.get("/v1/webhooks/" + webhook.id());
              assertThat(statistics.get("pending_deliveries").asLong()).isZero();
              // And the probe.
              assertThat(statistics.get("total_deliveries").asLong()).isEqualTo(EVENTS + 1);
            });
  }
}
