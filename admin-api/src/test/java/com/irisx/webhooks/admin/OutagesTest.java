package com.irisx.webhooks.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.embedded.DatabaseSettings;
import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.embedded.KafkaSettings;
import com.irisx.webhooks.embedded.ListenPort;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database goes away and comes back, then the broker does, while deliveries keep coming: what
 * is in the tables at the end is what is on the topic.
 */
class OutagesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path directory;

  @Test
  void nothingIsMissingAfterEitherWasAway() throws Exception {
    EmbeddedDatabase database = database(ListenPort.free());
    EmbeddedKafka kafka = kafka(ListenPort.free());
    int databasePort = database.port();
    String servers = kafka.bootstrapServers();
    int kafkaPort = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
    TestDatabase address =
        new TestDatabase("postgres", database.jdbcUrl(), database.user(), database.password());
    Topics topics = new Topics("outages.");
    String tenantId = "tenant-" + UUID.randomUUID();
    try (AdminApi api = AdminApi.start(address, topics, servers)) {
      ApiClient tenant = api.newTenant(tenantId);
      UUID webhook = tenant.newWebhook();
      try (TopicTraffic traffic = TopicTraffic.start(servers, topics, tenantId, webhook)) {
        await().atMost(PATIENCE).until(() -> total(tenant, webhook) > 50);

        database.close();
        int before = traffic.sent();
        for (String path : List.of("/v1/webhooks", "/v1/stats", "/v1/webhooks/" + webhook)) {
          ApiAnswer answer = tenant.get(path).requireProblem(503);
          assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        }
        tenant
            .post("/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of("*")))
            .requireProblem(503);
        await().atMost(PATIENCE).until(() -> traffic.sent() > before + 100);
        database = database(new ListenPort(databasePort, "test"));
        await().atMost(PATIENCE).until(() -> total(tenant, webhook) > before + 100);

        kafka.close();
        tenant.get("/v1/webhooks/" + webhook).require(200);
        UUID meanwhile = tenant.newWebhook();
        kafka = kafka(new ListenPort(kafkaPort, "test"));
        int after = traffic.sent();
        await().atMost(PATIENCE).until(() -> traffic.sent() > after + 100);
        traffic.finish();

        Map<String, Long> counted = traffic.countedFromTheTopic();
        assertThat(counted.values().stream().mapToLong(Long::longValue).sum())
            .isEqualTo(traffic.sent());
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> TwoInstancesTest.agree(tenant, webhook, counted));
        tenant.get("/v1/webhooks/" + meanwhile).require(200);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> tenant.get("/actuator/health/readiness").require(200));
      }
    } finally {
      database.close();
      kafka.close();
    }
  }

  private static int total(ApiClient tenant, UUID webhook) {
    ApiAnswer answer = tenant.get("/v1/webhooks/" + webhook);
    return answer.status() == 200 ? answer.body().required("total_deliveries").asInt() : -1;
  }

  private EmbeddedKafka kafka(ListenPort port) {
    return EmbeddedKafka.start(new KafkaSettings(directory.resolve("kafka"), port));
  }

  private EmbeddedDatabase database(ListenPort port) {
    return EmbeddedDatabase.start(
        new DatabaseSettings(
            directory.resolve("postgres"),
            port,
            Path.of(System.getProperty("user.home"), ".cache", "irisx-webhooks", "postgres"),
            DatabaseSettings.Durability.PROCESS_DEATH));
  }
}
