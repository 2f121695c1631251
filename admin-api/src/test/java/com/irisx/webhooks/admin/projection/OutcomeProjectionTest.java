package com.irisx.webhooks.admin.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** What a batch of outcomes makes of the tables, and what the API then says. */
class OutcomeProjectionTest {

  private final AdminApi api = AdminApi.shared();
  private final OutcomeProjection projection = api.bean(OutcomeProjection.class);
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();

  private Outcomes delivery() {
    return Outcomes.of(tenantId, webhook);
  }

  private JsonNode read(Outcomes delivery) {
    return tenant.get("/v1/webhooks/deliveries/" + delivery.deliveryId()).require(200).body();
  }

  private JsonNode statistics() {
    return tenant.get("/v1/webhooks/" + webhook).require(200).body();
  }

  /** After the database was away for longer than the deduplication window. */
  @Test
  void anEventDeliveredTwiceMayComeInOneBatch() {
    Outcomes second = delivery();
    Outcomes first =
        new Outcomes(
            second.deliveryId(), tenantId, webhook, second.createdAt().minus(Duration.ofHours(2)));

    projection.write(List.of(first.failed(1), second.delivered(1)));

    assertThat(read(second).required("attempts")).hasSize(1);
    assertThat(statistics().required("total_deliveries").asInt()).isEqualTo(2);
    assertThat(statistics().required("last_failure_at").isNull()).isFalse();
    assertThat(statistics().required("last_success_at").isNull()).isFalse();
  }

  @Test
  void whatIsWrittenTellsHowLongDeliveriesTake() throws InterruptedException {
    AtomicLong clock = new AtomicLong(Instant.now().toEpochMilli());
    OutcomesFirst first =
        new OutcomesFirst(() -> Instant.ofEpochMilli(clock.get()), clock::addAndGet);
    OutcomeProjection own =
        new OutcomeProjection(
            api.bean(TransactionOperations.class),
            api.bean(WebhookLocks.class),
            api.bean(DeliveryTable.class),
            api.bean(AttemptTable.class),
            api.bean(Retention.class),
            api.bean(StatisticsTable.class),
            api.bean(DailyStatisticsTable.class),
            first);
    List<DeliveryOutcome> batch = new ArrayList<>();
    for (int i = 0; i < OutcomesFirst.MANY; i++) {
      Outcomes delivery = delivery();
      batch.add(delivery.delivered(delivery.createdAt().plusMillis(700)));
    }

    own.write(batch);

    long arrived = clock.get();
    first.await(arrived, arrived);
    assertThat(clock.get() - arrived).isEqualTo(2 * 700);
    assertThat(statistics().required("total_deliveries").asInt()).isEqualTo(OutcomesFirst.MANY);
  }

  @Test
  void aDeliveryIsShownWithEveryAttempt() {
    Outcomes delivery = delivery();
    projection.write(List.of(delivery.pending(), delivery.retrying(1)));

    JsonNode waiting = read(delivery);
    assertThat(waiting.required("status").asString()).isEqualTo("retrying");
    assertThat(waiting.required("next_attempt_at").isNull()).isFalse();

    projection.write(List.of(delivery.delivered(2)));

    JsonNode done = read(delivery);
    assertThat(done.required("id").asString()).isEqualTo(delivery.deliveryId().toString());
    assertThat(done.required("webhook_id").asString()).isEqualTo(webhook.toString());
    assertThat(done.required("status").asString()).isEqualTo("delivered");
    assertThat(done.required("event_type").asString()).isEqualTo("call.completed");
    assertThat(done.required("occurred_at").asString()).isEqualTo("2025-10-29T12:00:00Z");
    assertThat(done.required("attempt").asInt()).isEqualTo(2);
    assertThat(done.required("max_attempts").asInt()).isEqualTo(5);
    assertThat(done.required("response_status").asInt()).isEqualTo(200);
    assertThat(done.required("error").isNull()).isTrue();
    assertThat(done.required("next_attempt_at").isNull()).isTrue();
    assertThat(done.required("created_at").asString()).isEqualTo(delivery.createdAt().toString());
    JsonNode attempts = done.required("attempts");
    assertThat(attempts).hasSize(2);
    JsonNode first = attempts.required(0);
    assertThat(first.required("attempt").asInt()).isEqualTo(1);
    assertThat(first.required("response_status").asInt()).isEqualTo(500);
    assertThat(first.required("duration_ms").asInt()).isEqualTo(7);
    assertThat(first.required("error").asString()).isEqualTo("http_status");
    assertThat(first.required("response_body").asString()).isEqualTo("answer \uFFFD 500");
    JsonNode headers = first.required("request_headers");
    assertThat(headers.required("X-IRISX-Attempt").asString()).isEqualTo("1");
    assertThat(headers.required("webhook-id").asString())
        .isEqualTo(delivery.deliveryId().toString());
    assertThat(headers.required("Host").asString()).isEqualTo("example.com");
    assertThat(headers.required("User-Agent").asString()).startsWith("IRISX-Webhooks/");
    assertThat(headers.propertyNames())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("signature"));
  }

  @Test
  void statisticsCountDeliveriesAndAttempts() {
    Outcomes one = delivery();
    Outcomes two = delivery();
    Outcomes three = delivery();
    projection.write(
        List.of(one.pending(), two.pending(), one.retrying(1), one.delivered(2), two.failed(1)));
    projection.write(List.of(three.pending()));

    JsonNode counted = statistics();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(3);
    assertThat(counted.required("successful_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("failed_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("pending_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("success_rate").asDouble()).isEqualTo(0.5);
    assertThat(counted.required("average_duration_ms").asDouble()).isEqualTo(7.0);
    assertThat(counted.required("last_success_at").isNull()).isFalse();
    assertThat(counted.required("last_failure_at").isNull()).isFalse();

    projection.write(List.of(three.cancelled(0), two.delivered(1, 1)));

    counted = statistics();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(3);
    assertThat(counted.required("successful_deliveries").asInt()).isEqualTo(2);
    assertThat(counted.required("failed_deliveries").asInt()).isZero();
    assertThat(counted.required("cancelled_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("pending_deliveries").asInt()).isZero();
  }

  @Test
  void aReplayedBatchChangesNothing() throws SQLException {
    List<DeliveryOutcome> batch = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Outcomes delivery = delivery();
      batch.addAll(List.of(delivery.pending(), delivery.retrying(1), delivery.failed(2)));
      batch.add(i % 2 == 0 ? delivery.delivered(1, 1) : delivery.retrying(1));
    }
    projection.write(batch);
    Tables before = Tables.of(api.database(), webhook);

    projection.write(batch);
    projection.write(batch.subList(0, 7));
    projection.write(batch.subList(30, batch.size()));

    assertThat(Tables.of(api.database(), webhook)).isEqualTo(before);
    assertThat(before.of("webhook_deliveries")).hasSize(20);
    assertThat(before.of("webhook_attempts")).hasSize(50);
  }

  /** However the records are cut, repeated and mixed, the tables end the same. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyOrderAndAnyCutEndsTheSame(long seed) throws SQLException {
    Random random = new Random(seed);
    List<DeliveryOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Outcomes delivery = delivery();
      outcomes.addAll(List.of(delivery.pending(), delivery.retrying(1), delivery.failed(2)));
      outcomes.add(delivery.delivered(1, 1));
    }
    List<DeliveryOutcome> mixed = new ArrayList<>(outcomes);
    mixed.addAll(outcomes.subList(0, 10));
    Collections.shuffle(mixed, random);
    for (int from = 0; from < mixed.size(); ) {
      int to = Math.min(mixed.size(), from + 1 + random.nextInt(6));
      projection.write(mixed.subList(from, to));
      from = to;
    }
    Tables tables = Tables.of(api.database(), webhook);

    assertThat(tables.of("webhook_deliveries"))
        .as("seed " + seed)
        .hasSize(5)
        .allMatch(row -> row.contains("delivered"));
    assertThat(tables.of("webhook_attempts")).hasSize(15);
    JsonNode counted = statistics();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(5);
    assertThat(counted.required("successful_deliveries").asInt()).isEqualTo(5);
    assertThat(counted.required("pending_deliveries").asInt()).isZero();
    assertThat(counted.required("failed_deliveries").asInt()).isZero();
  }

  @Test
  void aDeliveryNeverGoesBackFromItsEnd() {
    Outcomes delivery = delivery();
    projection.write(List.of(delivery.failed(2)));
    projection.write(List.of(delivery.retrying(3), delivery.pending()));

    assertThat(read(delivery).required("status").asString())
        .isEqualTo(DeliveryStatus.FAILED.label());
  }

  @Test
  void whatComesForADeletedWebhookIsNotKept() throws SQLException {
    Outcomes before = delivery();
    projection.write(List.of(before.retrying(1)));
    tenant.delete("/v1/webhooks/" + webhook).require(204);
    tenant.get("/v1/webhooks/deliveries/" + before.deliveryId()).requireProblem(404);

    projection.write(List.of(before.cancelled(1), delivery().delivered(1)));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(Tables.of(api.database(), webhook).rows().values())
                    .allMatch(List::isEmpty));
  }

  @Test
  void aDayWithoutAPartitionIsKeptAllTheSame() throws SQLException {
    Outcomes old = new Outcomes(UUID.randomUUID(), tenantId, webhook, daysAgo(20));
    projection.write(List.of(old.delivered(1), delivery().delivered(1)));

    assertThat(Tables.of(api.database(), webhook).of("webhook_deliveries")).hasSize(2);
  }

  @Test
  void whatComesForARemovedDeliveryIsNotKeptAndNotCounted() throws SQLException {
    Outcomes removed = new Outcomes(UUID.randomUUID(), tenantId, webhook, daysAgo(40));
    Outcomes today = delivery();
    projection.write(List.of(removed.retrying(1), today.delivered(1), removed.delivered(2)));

    Tables tables = Tables.of(api.database(), webhook);
    assertThat(tables.of("webhook_deliveries")).hasSize(1);
    assertThat(tables.of("webhook_attempts")).hasSize(1);
    assertThat(statistics().required("total_deliveries").asInt()).isEqualTo(1);
  }

  @Test
  void anOldDeliveryThatHadNotEndedGoesOn() throws SQLException {
    Outcomes kept = new Outcomes(UUID.randomUUID(), tenantId, webhook, daysAgo(40));
    try (var connection = api.database().connect();
        var insert =
            connection.prepareStatement(
                "INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id,"
                    + " event_type, occurred_at, status, run, attempt, recorded_at) VALUES (?,"
                    + " ?::timestamptz, ?, ?, 'e', 'call.completed', '', 'pending', 0, 0, now())")) {
      insert.setObject(1, kept.deliveryId());
      insert.setString(2, kept.createdAt().toString());
      insert.setObject(3, webhook);
      insert.setString(4, tenantId);
      insert.executeUpdate();
    }

    projection.write(List.of(kept.retrying(1), kept.delivered(2)));

    assertThat(read(kept).required("status").asString()).isEqualTo("delivered");
    assertThat(read(kept).required("attempts")).hasSize(2);
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MILLIS);
  }
}
