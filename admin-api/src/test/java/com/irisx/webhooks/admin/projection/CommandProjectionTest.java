package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.projection.CommandProjection.Given;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.WaitReason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What commands, and what deliveries wait for, make of the tables. */
class CommandProjectionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AdminApi api = AdminApi.shared();
  private final CommandProjection commands = api.bean(CommandProjection.class);
  private final AcceptedCommands accepted = api.bean(AcceptedCommands.class);
  private final OutcomeProjection outcomes = api.bean(OutcomeProjection.class);
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();

  private Delivery facts(Outcomes of, int run) {
    return new Delivery(
        of.deliveryId(),
        webhook,
        tenantId,
        "e",
        "call.completed",
        "2025-10-29T12:00:00Z",
        of.createdAt().toEpochMilli(),
        run);
  }

  private Given retry(Outcomes of, int run) {
    return new Given(
        new Command.Retry(facts(of, run), "{}".getBytes(UTF_8)), of.createdAt().plusMillis(500));
  }

  private JsonNode read(Outcomes of) {
    return tenant.get("/v1/webhooks/deliveries/" + of.deliveryId()).require(200).body();
  }

  private void assertCounts(int total, int pending, int successful, int failed) {
    JsonNode counted = tenant.get("/v1/webhooks/" + webhook).body();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(total);
    assertThat(counted.required("pending_deliveries").asInt()).isEqualTo(pending);
    assertThat(counted.required("successful_deliveries").asInt()).isEqualTo(successful);
    assertThat(counted.required("failed_deliveries").asInt()).isEqualTo(failed);
  }

  @Test
  void aTestIsADeliveryCreatedWhenItEnteredTheLog() throws SQLException {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    UUID id = UUID.randomUUID();
    Delivery delivery =
        new Delivery(
            id, webhook, tenantId, "test_e", "call.completed", "2025-10-29T12:00:00Z", 0, 0);
    Given test = new Given(new Command.Test(delivery, "{\"id\":\"test_e\"}".getBytes(UTF_8)), at);

    commands.write(List.of(test, test));
    Tables once = Tables.of(api.database(), webhook);
    commands.write(List.of(test));

    assertThat(Tables.of(api.database(), webhook)).isEqualTo(once);
    JsonNode shown = tenant.get("/v1/webhooks/deliveries/" + id).require(200).body();
    assertThat(shown.required("status").asString()).isEqualTo("pending");
    assertThat(Instant.parse(shown.required("created_at").asString())).isEqualTo(at);
    assertThat(shown.required("payload").toString()).isEqualTo("{\"id\":\"test_e\"}");

    outcomes.write(List.of(new Outcomes(id, tenantId, webhook, at).delivered(1)));
    assertCounts(1, 0, 1, 0);
  }

  @Test
  void aRetryMovesTheDeliveryToItsNextRunOnce() throws SQLException {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    Outcomes other = Outcomes.of(tenantId, webhook);
    outcomes.write(List.of(delivery.failed(2), other.failed(1)));

    commands.write(List.of(retry(delivery, 1), retry(delivery, 1)));
    Tables once = Tables.of(api.database(), webhook);
    commands.write(List.of(retry(delivery, 1)));

    assertThat(Tables.of(api.database(), webhook)).isEqualTo(once);
    assertThat(read(delivery).required("status").asString()).isEqualTo("pending");
    assertThat(read(delivery).required("run").asInt()).isEqualTo(1);
    assertThat(read(other).required("status").asString()).isEqualTo("failed");
    assertCounts(2, 1, 0, 1);
  }

  /** Else it and the outcomes' transaction may wait for each other. */
  @Test
  void whoWaitsForADeliveryHoldsNoStatistics() throws Exception {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    UUID other = tenant.newWebhook();
    outcomes.write(List.of(delivery.failed(2), Outcomes.of(tenantId, other).failed(1)));
    Delivery sample =
        new Delivery(
            UUID.randomUUID(),
            other,
            tenantId,
            "t",
            "call.completed",
            "2025-10-29T12:00:00Z",
            0,
            0);
    List<Given> batch =
        List.of(
            new Given(
                new Command.Test(sample, "{}".getBytes(UTF_8)),
                Instant.now().truncatedTo(ChronoUnit.MILLIS)),
            retry(delivery, 1));
    try (Connection outcomesWriter = api.database().connect();
        Statement statement = outcomesWriter.createStatement()) {
      outcomesWriter.setAutoCommit(false);
      statement.execute(
          "SELECT FROM webhook_deliveries WHERE id = '" + delivery.deliveryId() + "' FOR UPDATE");
      CompletableFuture<Void> written = CompletableFuture.runAsync(() -> commands.write(batch));
      await().atMost(PATIENCE).until(() -> someoneWaitsFor(statement));

      statement.execute("SET lock_timeout = '10s'");
      assertThat(
              statement.executeUpdate(
                  "UPDATE webhook_statistics SET failed = failed WHERE webhook_id = '"
                      + other
                      + "'"))
          .isEqualTo(1);
      outcomesWriter.commit();
      written.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(read(delivery).required("run").asInt()).isEqualTo(1);
  }

  private static boolean someoneWaitsFor(Statement statement) throws SQLException {
    try (ResultSet waits =
        statement.executeQuery(
            "SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")) {
      return waits.next();
    }
  }

  @Test
  void aRetryThatComesAfterItsOutcomeChangesNothing() {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    outcomes.write(List.of(delivery.failed(2), delivery.delivered(1, 1)));

    commands.write(List.of(retry(delivery, 1)));

    assertThat(read(delivery).required("status").asString()).isEqualTo("delivered");
    assertCounts(1, 0, 1, 0);
  }

  @Test
  void otherCommandsAndOnesToDeletedWebhooksChangeNothing() throws SQLException {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    outcomes.write(List.of(delivery.retrying(1)));
    Tables before = Tables.of(api.database(), webhook);
    UUID gone = UUID.randomUUID();

    commands.write(
        List.of(
            new Given(new Command.Cancel(webhook, delivery.deliveryId(), 0), Instant.now()),
            new Given(new Command.Pause(webhook), Instant.now()),
            new Given(new Command.Resume(webhook), Instant.now()),
            new Given(
                new Command.Test(
                    new Delivery(gone, gone, tenantId, "e", "call.completed", "now", 0, 0),
                    new byte[0]),
                Instant.now())));

    assertThat(Tables.of(api.database(), webhook)).isEqualTo(before);
    tenant.get("/v1/webhooks/deliveries/" + gone).requireProblem(404);
  }

  /** However commands and outcomes of several runs are mixed, cut and repeated. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anyOrderEndsTheSame(long seed) {
    Random random = new Random(seed);
    List<Runnable> steps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Outcomes delivery = Outcomes.of(tenantId, webhook);
      List<DeliveryOutcome> records =
          List.of(delivery.retrying(1), delivery.failed(2), delivery.delivered(2, 1));
      records.forEach(record -> steps.add(() -> outcomes.write(List.of(record))));
      steps.add(() -> commands.write(List.of(retry(delivery, 1))));
      steps.add(() -> commands.write(List.of(retry(delivery, 2))));
      steps.add(() -> accepted.show(retry(delivery, 1).command(), retry(delivery, 1).at()));
      steps.add(() -> commands.write(List.of(retry(delivery, 1), retry(delivery, 2))));
    }
    steps.addAll(List.copyOf(steps).subList(0, 9));
    Collections.shuffle(steps, random);

    steps.forEach(Runnable::run);

    assertCounts(4, 0, 4, 0);
  }

  @Test
  void whatADeliveryWaitsForIsShownUntilItsNextRecord() {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    outcomes.write(List.of(waiting(delivery.pending(), WaitReason.RATE_LIMIT)));
    assertThat(read(delivery).required("waiting_for").asString()).isEqualTo("rate_limit");
    assertThat(
            tenant
                .get("/v1/webhooks/" + webhook + "/deliveries")
                .body()
                .required("data")
                .required(0)
                .required("waiting_for")
                .asString())
        .isEqualTo("rate_limit");

    outcomes.write(List.of(waiting(delivery.retrying(1), WaitReason.BREAKER)));
    assertThat(read(delivery).required("waiting_for").asString()).isEqualTo("breaker");

    outcomes.write(List.of(delivery.delivered(2)));
    assertThat(read(delivery).required("waiting_for").isNull()).isTrue();
  }

  private static DeliveryOutcome waiting(DeliveryOutcome like, @Nullable WaitReason reason) {
    return new DeliveryOutcome(
        like.deliveryId(),
        like.eventId(),
        like.eventType(),
        like.tenantId(),
        like.webhookId(),
        like.status(),
        like.terminal(),
        like.run(),
        like.attempt(),
        like.maxAttempts(),
        like.responseStatus(),
        like.durationMs(),
        like.error(),
        like.errorDetail(),
        like.responseBody(),
        like.status() == DeliveryStatus.PENDING ? null : like.nextAttemptAt(),
        reason,
        like.breaker(),
        like.occurredAt(),
        like.createdAt(),
        like.attemptedAt(),
        like.recordedAt());
  }

  @Test
  void poisonIsNamed() {
    assertThatThrownBy(() -> commands.read(record(null)))
        .isInstanceOf(PoisonRecordException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> commands.read(record("no-uuid")))
        .isInstanceOf(PoisonRecordException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> commands.read(record(webhook.toString())))
        .isInstanceOf(PoisonRecordException.class)
        .hasMessageContaining(Command.COMMAND);
  }

  private static ConsumerRecord<byte[], byte[]> record(@Nullable String key) {
    return new ConsumerRecord<>(
        "commands",
        0,
        0,
        1,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key == null ? null : key.getBytes(UTF_8),
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
