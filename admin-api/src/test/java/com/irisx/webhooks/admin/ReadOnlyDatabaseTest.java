package com.irisx.webhooks.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.testing.TestCluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * After a failover the address may lead to a standby for a while: it answers, and takes nothing.
 */
class ReadOnlyDatabaseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REQUESTS = 30;

  @Test
  void whatIsReadOnlyIsAwayAndComesBack() throws Exception {
    try (AdminApi api = AdminApi.start();
        Connection writable = api.database().connect()) {
      String tenantId = "tenant-" + UUID.randomUUID();
      ApiClient tenant = api.newTenant(tenantId);
      UUID webhook = tenant.newWebhook();
      Outcomes delivery = Outcomes.of(tenantId, webhook);

      everyOtherSession(api, writable, "SET default_transaction_read_only = on");
      try {
        // More than the pool has connections: some find theirs ended, all others a read-only one.
        for (int i = 0; i < REQUESTS; i++) {
          ApiAnswer refused =
              tenant
                  .post(
                      "/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of("*")))
                  .requireProblem(503);
          assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        }
        send(api, delivery.delivered(1));
        awaitRefusal(api);
      } finally {
        // Sessions stay as they are: those of the pool are of use again only if it makes new ones.
        run(writable, "ALTER DATABASE " + api.database().name() + " RESET ALL");
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> tenant.get("/v1/webhooks/deliveries/" + delivery.deliveryId()).require(200));
      await().atMost(PATIENCE).untilAsserted(() -> tenant.newWebhook());
      assertThat(rejected(api)).isZero();
    }
  }

  /** Once the projection has tried and failed; the API is not asked meanwhile. */
  private static void awaitRefusal(AdminApi api) {
    Sql sql = new Sql(api.database());
    String rollbacks =
        "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()";
    long before = Long.parseLong(sql.texts(rollbacks).get(0));
    await()
        .atMost(PATIENCE)
        .until(() -> Long.parseLong(sql.texts(rollbacks).get(0)) > before + 1 || rejected(api) > 0);
  }

  private static double rejected(AdminApi api) {
    return api.bean(MeterRegistry.class).get("webhooks.projection.rejected").counter().count();
  }

  private static void everyOtherSession(AdminApi api, Connection own, String setting)
      throws SQLException {
    run(own, "ALTER DATABASE " + api.database().name() + " " + setting);
    run(
        own,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void send(AdminApi api, DeliveryOutcome outcome) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestCluster.shared().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  api.topics().deliveryOutcomes(),
                  outcome.deliveryId().toString().getBytes(UTF_8),
                  DeliveryOutcome.FORMAT.write(outcome)))
          .get();
    }
  }
}
