package com.irisx.webhooks.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.capture.SubscriptionsTopic;
import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.embedded.DatabaseSettings;
import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.ListenPort;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** M12: the database goes away under traffic and comes back; nothing is missing afterwards. */
class DatabaseRestartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void nothingIsMissingAfterTheDatabaseWasAway(@TempDir Path directory) throws Exception {
    DatabaseSettings first = settings(directory, ListenPort.free());
    EmbeddedDatabase database = EmbeddedDatabase.start(first);
    DatabaseSettings again = settings(directory, new ListenPort(database.port(), "test"));
    TestDatabase address =
        new TestDatabase("postgres", database.jdbcUrl(), database.user(), database.password());
    Topics topics = new Topics(TestCluster.shared().newTopicPrefix());
    String tenantId = "tenant-" + UUID.randomUUID();
    try (AdminApi api = AdminApi.start(address, topics);
        Producer<byte[], byte[]> producer = producer()) {
      ApiClient tenant = api.newTenant(tenantId);
      UUID webhook = tenant.newWebhook();
      List<Outcomes> deliveries = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        deliveries.add(Outcomes.of(tenantId, webhook));
      }
      deliveries.forEach(delivery -> send(producer, topics, delivery.retrying(1)));
      await().atMost(PATIENCE).until(() -> count(tenant, webhook, "pending_deliveries") == 50);

      database.close();
      try {
        tenant.get("/v1/webhooks").requireProblem(503);
        tenant
            .post("/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of("*")))
            .requireProblem(503);
        api.operator().post("/v1/tenants", Map.of("name", "x")).requireProblem(503);
        assertThat(tenant.get("/actuator/health/readiness").status()).isEqualTo(503);
        tenant.get("/actuator/health/liveness").require(200);
        deliveries.forEach(delivery -> send(producer, topics, delivery.delivered(2)));
      } finally {
        database = EmbeddedDatabase.start(again);
      }

      await().atMost(PATIENCE).until(() -> count(tenant, webhook, "successful_deliveries") == 50);
      assertThat(count(tenant, webhook, "total_deliveries")).isEqualTo(50);
      UUID fresh = tenant.newWebhook();
      await().atMost(PATIENCE).until(() -> new SubscriptionsTopic(api).last(fresh) != null);
      await()
          .atMost(PATIENCE)
          .until(() -> tenant.get("/actuator/health/readiness").status() == 200);
    } finally {
      database.close();
    }
  }

  private static int count(ApiClient tenant, UUID webhook, String member) {
    ApiAnswer answer = tenant.get("/v1/webhooks/" + webhook);
    return answer.status() == 200 ? answer.body().required(member).asInt() : -1;
  }

  private static void send(
      Producer<byte[], byte[]> producer, Topics topics, DeliveryOutcome outcome) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  topics.deliveryOutcomes(),
                  outcome.deliveryId().toString().getBytes(UTF_8),
                  DeliveryOutcome.FORMAT.write(outcome)))
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", TestCluster.shared().bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static DatabaseSettings settings(Path directory, ListenPort port) {
    return new DatabaseSettings(
        directory.resolve("postgres"),
        port,
        Path.of(System.getProperty("user.home"), ".cache", "irisx-webhooks", "postgres"),
        DatabaseSettings.Durability.PROCESS_DEATH);
  }
}
