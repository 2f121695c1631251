package com.irisx.webhooks.admin.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.admin.projection.TestProjection;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the topic says, counted by the test, is what A3 and A13 say, to the last delivery. */
class StatisticsOfTheTopicTest {

  private static final int DELIVERIES = 600;
  private static final long SEED = System.nanoTime();

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final List<UUID> webhooks =
      List.of(tenant.newWebhook(), tenant.newWebhook(), tenant.newWebhook());

  @Test
  void theTopicAndBothAnswersAgree() throws Exception {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestCluster.shared().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < DELIVERIES; i++) {
        for (DeliveryOutcome outcome : path(random)) {
          byte[] key = outcome.deliveryId().toString().getBytes(UTF_8);
          byte[] value = DeliveryOutcome.FORMAT.write(outcome);
          var unused =
              producer.send(new ProducerRecord<>(api.topics().deliveryOutcomes(), key, value));
        }
      }
    }
    List<DeliveryOutcome> onTopic = read();
    Collection<DeliveryOutcome> last = last(onTopic);
    assertThat(last).hasSize(DELIVERIES);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(all("").required("total_deliveries").asInt()).isEqualTo(DELIVERIES));
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> agree(onTopic));

    // The same records again, cut differently: nothing changes.
    JsonNode before = all("");
    List<DeliveryOutcome> again = new ArrayList<>(onTopic);
    for (int from = 0; from < again.size(); from += 111) {
      TestProjection.write(api, again.subList(from, Math.min(again.size(), from + 111)));
    }
    assertThat(all("")).isEqualTo(before);
    agree(onTopic);
  }

  /** One delivery's records: any end, or none yet; perhaps asked for again; perhaps twice. */
  private List<DeliveryOutcome> path(Random random) {
    Outcomes delivery = Outcomes.of(tenantId, webhooks.get(random.nextInt(webhooks.size())));
    List<DeliveryOutcome> path = new ArrayList<>(List.of(delivery.pending()));
    int retries = random.nextInt(3);
    for (int attempt = 1; attempt <= retries; attempt++) {
      path.add(delivery.retrying(attempt));
    }
    switch (random.nextInt(6)) {
      case 0 -> path.add(delivery.failed(retries + 1));
      case 1 -> path.add(delivery.cancelled(retries));
      case 2 -> {}
      case 3 -> path.addAll(List.of(delivery.failed(retries + 1), delivery.delivered(1, 1)));
      default -> path.add(delivery.delivered(retries + 1));
    }
    path.replaceAll(outcome -> withDuration(outcome, random.nextInt(10_000)));
    if (random.nextInt(5) == 0) {
      path.add(path.get(random.nextInt(path.size())));
    }
    return path;
  }

  private static DeliveryOutcome withDuration(DeliveryOutcome outcome, int durationMs) {
    if (outcome.durationMs() == null) {
      return outcome;
    }
    ObjectNode json = (ObjectNode) Json.MAPPER.readTree(DeliveryOutcome.FORMAT.write(outcome));
    json.put("duration_ms", durationMs);
    return DeliveryOutcome.FORMAT.read(Json.MAPPER.writeValueAsBytes(json));
  }

  private List<DeliveryOutcome> read() {
    try (TopicReader reader = new TopicReader(TestCluster.shared().bootstrapServers())) {
      return reader.readToEnd(api.topics().deliveryOutcomes()).stream()
          .filter(record -> new String(record.value(), UTF_8).contains(tenantId))
          .map(record -> DeliveryOutcome.FORMAT.read(record.value()))
          .toList();
    }
  }

  /** The state of each delivery: the furthest record of its last run. */
  private static Collection<DeliveryOutcome> last(Collection<DeliveryOutcome> outcomes) {
    return outcomes.stream().collect(groupingBy(DeliveryOutcome::deliveryId)).values().stream()
        .map(
            records ->
                records.stream()
                    .max(
                        Comparator.comparingInt(DeliveryOutcome::run)
                            .thenComparing(DeliveryOutcome::terminal)
                            .thenComparingInt(DeliveryOutcome::attempt))
                    .orElseThrow())
        .toList();
  }

  private JsonNode all(String query) {
    return tenant.get("/v1/stats" + query).require(200).body();
  }

  private void agree(List<DeliveryOutcome> onTopic) {
    Counted counted = Counted.of(onTopic);
    counted.isSaidBy(all(""));
    JsonNode figures = all("");
    assertThat(figures.required("retry_success_rate").asDouble())
        .isEqualTo((double) counted.retriedDelivered / counted.retried, within(1e-9));
    double p95 = figures.required("p95_duration_ms").asDouble();
    assertThat(p95).isBetween(counted.p95 / 1.19, counted.p95 * 1.19);
    for (UUID webhook : webhooks) {
      Counted.of(onTopic.stream().filter(o -> o.webhookId().equals(webhook)).toList())
          .isSaidBy(tenant.get("/v1/webhooks/" + webhook).require(200).body());
    }
  }

  private record Counted(
      long total,
      long delivered,
      long failed,
      long cancelled,
      long pending,
      long retried,
      long retriedDelivered,
      double averageMs,
      long p95) {

    static Counted of(List<DeliveryOutcome> onTopic) {
      Collection<DeliveryOutcome> last = last(onTopic);
      Predicate<DeliveryOutcome> delivered = o -> o.status() == DeliveryStatus.DELIVERED;
      Predicate<DeliveryOutcome> failed = o -> o.status() == DeliveryStatus.FAILED;
      Predicate<DeliveryOutcome> retried = o -> o.attempt() > 1 || o.run() > 0;
      long[] durations =
          onTopic.stream()
              .filter(outcome -> outcome.attemptedAt() != null)
              .collect(groupingBy(o -> o.deliveryId() + "/" + o.run() + "/" + o.attempt()))
              .values()
              .stream()
              .mapToLong(o -> o.get(0).durationMs() == null ? 0 : o.get(0).durationMs().longValue())
              .sorted()
              .toArray();
      return new Counted(
          last.size(),
          last.stream().filter(delivered).count(),
          last.stream().filter(failed).count(),
          last.stream().filter(o -> o.status() == DeliveryStatus.CANCELLED).count(),
          last.stream().filter(o -> !o.terminal()).count(),
          last.stream().filter(retried).filter(delivered.or(failed)).count(),
          last.stream().filter(retried).filter(delivered).count(),
          java.util.Arrays.stream(durations).average().orElse(0),
          durations[(int) Math.ceil(0.95 * durations.length) - 1]);
    }

    void isSaidBy(JsonNode answer) {
      assertThat(answer.required("total_deliveries").asLong()).isEqualTo(total);
      assertThat(answer.required("successful_deliveries").asLong()).isEqualTo(delivered);
      assertThat(answer.required("failed_deliveries").asLong()).isEqualTo(failed);
      assertThat(answer.required("cancelled_deliveries").asLong()).isEqualTo(cancelled);
      assertThat(answer.required("pending_deliveries").asLong()).isEqualTo(pending);
      assertThat(answer.required("success_rate").asDouble())
          .isEqualTo((double) delivered / (delivered + failed), within(1e-9));
      assertThat(answer.required("average_duration_ms").asDouble())
          .isEqualTo(averageMs, within(1e-6));
    }
  }
}
