package com.irisx.webhooks.admin.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Whatever goes away and comes back, the topic ends as the table is. */
class CaptureRestartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestDatabase database = TestCluster.shared().newDatabase();
  private final Topics topics = new Topics(TestCluster.shared().newTopicPrefix());

  private void sql(String statement) throws SQLException {
    try (Connection connection = database.connect();
        Statement jdbc = connection.createStatement()) {
      jdbc.execute(statement);
    }
  }

  private static void awaitPublished(AdminApi api, UUID id, long version) {
    SubscriptionsTopic topic = new SubscriptionsTopic(api);
    await()
        .atMost(PATIENCE)
        .until(() -> topic.last(id), last -> last != null && last.version() == version);
  }

  private static void awaitTombstone(AdminApi api, UUID id) {
    await().atMost(PATIENCE).until(() -> new SubscriptionsTopic(api).isTombstoned(id));
  }

  @Test
  void whatChangedWhileItWasAwayFollows() throws SQLException {
    UUID kept;
    UUID changed;
    UUID deleted;
    try (AdminApi api = AdminApi.start(database, topics)) {
      ApiClient tenant = api.newTenant();
      kept = tenant.newWebhook();
      changed = tenant.newWebhook();
      deleted = tenant.newWebhook();
      awaitPublished(api, deleted, 1);
    }
    sql("UPDATE webhooks SET timeout_ms = 700 WHERE id = '" + changed + "'");
    sql("DELETE FROM webhooks WHERE id = '" + deleted + "'");

    try (AdminApi api = AdminApi.start(database, topics)) {
      awaitPublished(api, changed, 2);
      awaitTombstone(api, deleted);
      // It went on where it was: what did not change was not sent again.
      assertThat(new SubscriptionsTopic(api).records(kept)).hasSize(1);
    }
  }

  @Test
  void aLostSlotIsMadeUpForByASnapshot() throws SQLException {
    UUID changed;
    UUID deleted;
    try (AdminApi api = AdminApi.start(database, topics)) {
      ApiClient tenant = api.newTenant();
      changed = tenant.newWebhook();
      deleted = tenant.newWebhook();
      awaitPublished(api, deleted, 1);
    }
    dropSlot();
    sql("UPDATE webhooks SET timeout_ms = 700 WHERE id = '" + changed + "'");
    sql("DELETE FROM webhooks WHERE id = '" + deleted + "'");

    try (AdminApi api = AdminApi.start(database, topics)) {
      awaitPublished(api, changed, 2);
      awaitTombstone(api, deleted);
      UUID fresh = api.newTenant().newWebhook();
      awaitPublished(api, fresh, 1);
    }
  }

  /** The slot is there again at once; only a note says that the topic was not compared yet. */
  @Test
  void whatALostSlotHidIsMadeUpForThoughCaptureDiedOnTheWay() throws Exception {
    UUID deleted;
    AdminSettings settings;
    try (AdminApi api = AdminApi.start(database, topics)) {
      settings = api.bean(AdminSettings.class);
      deleted = api.newTenant().newWebhook();
      awaitPublished(api, deleted, 1);
    }
    dropSlot();
    sql("DELETE FROM webhooks WHERE id = '" + deleted + "'");
    captureAndDieBeforeTheComparison(settings);

    try (AdminApi api = AdminApi.start(database, topics)) {
      awaitTombstone(api, deleted);
      await()
          .atMost(PATIENCE)
          .until(() -> new Sql(database).texts("SELECT 1 FROM capture_comparisons").isEmpty());
    }
  }

  private void captureAndDieBeforeTheComparison(AdminSettings settings) throws Exception {
    CaptureDatabase capture = new CaptureDatabase(settings);
    try (Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", TestCluster.shared().bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        CaptureEngine engine = new CaptureEngines(capture, settings, producer).start()) {
      await().atMost(PATIENCE).until(engine::isPolling);
      await().atMost(PATIENCE).until(capture::hasUsableSlot);
      await()
          .atMost(PATIENCE)
          .until(() -> !new Sql(database).texts("SELECT 1 FROM capture_offsets").isEmpty());
    }
  }

  private void dropSlot() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                sql(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                        + " WHERE database = current_database()"));
  }

  @Test
  void aTopicMadeAgainIsFilledAgain() throws Exception {
    UUID webhook;
    try (AdminApi api = AdminApi.start(database, topics)) {
      webhook = api.newTenant().newWebhook();
      awaitPublished(api, webhook, 1);
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestCluster.shared().bootstrapServers()))) {
      admin.deleteTopics(List.of(topics.subscriptions())).all().get();
      await()
          .atMost(PATIENCE)
          .until(() -> !admin.listTopics().names().get().contains(topics.subscriptions()));
    }

    try (AdminApi api = AdminApi.start(database, topics)) {
      awaitPublished(api, webhook, 1);
    }
  }

  @Test
  void oneCapturesAndTheOtherTakesOver() {
    try (AdminApi standby = startAndHandOver()) {
      await().atMost(PATIENCE).until(() -> standby.bean(CaptureStatus.class).isActive());
      UUID webhook = standby.newTenant().newWebhook();
      awaitPublished(standby, webhook, 1);
    }
  }

  /** Starts two, proves that one captures, stops that one, and returns the other. */
  private AdminApi startAndHandOver() {
    try (AdminApi active = AdminApi.start(database, topics)) {
      await().atMost(PATIENCE).until(() -> active.bean(CaptureStatus.class).isActive());
      AdminApi standby = AdminApi.start(database, topics);
      // Ready once it has seen that the lock is taken; until then it does not know its part.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> standby.as("").anonymous().get("/actuator/health/readiness").require(200));
      assertThat(standby.bean(CaptureStatus.class).isActive()).isFalse();
      UUID webhook = standby.newTenant().newWebhook();
      awaitPublished(standby, webhook, 1);
      return standby;
    }
  }

  @Test
  void severedConnectionsAreMadeAgain() throws SQLException {
    try (AdminApi api = AdminApi.start(database, topics)) {
      ApiClient tenant = api.newTenant();
      awaitPublished(api, tenant.newWebhook(), 1);

      sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

      await().atMost(PATIENCE).untilAsserted(() -> tenant.get("/v1/webhooks").require(200));
      UUID webhook = tenant.newWebhook();
      awaitPublished(api, webhook, 1);
    }
  }

  /** The other tables write log that capture never sees; the server must be able to drop it. */
  @Test
  void theSlotMovesOnWhileNoWebhookChanges() throws SQLException {
    try (AdminApi api = AdminApi.start(database, topics)) {
      awaitPublished(api, api.newTenant().newWebhook(), 1);
      sql("CREATE TABLE other AS SELECT repeat('x', 100) FROM generate_series(1, 200000)");

      String slot = api.bean(CaptureDatabase.class).slot();
      try (CaptureLock outside = new CaptureLock(database.connect())) {
        assertThat(outside.slotLagBytes(slot)).isGreaterThan(10_000_000);
        await().atMost(PATIENCE).until(() -> outside.slotLagBytes(slot) < 1_000_000);
      }
    }
  }
}
