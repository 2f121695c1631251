package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.testing.TestCluster;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** What operators see of how far the database is behind. */
class ProjectionLagTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void theLagIsWhatIsNotInTheDatabaseYet() throws Exception {
    try (AdminApi api = AdminApi.start();
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    TestCluster.shared().bootstrapServers(),
                    "transactional.id",
                    "lag-" + UUID.randomUUID()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      ApiClient tenant = api.newTenant("lagging");
      UUID webhook = tenant.newWebhook();
      ProjectionLag lag = api.bean(ProjectionLag.class);
      var listener = api.bean("outcomeListener", ConcurrentMessageListenerContainer.class);
      listener.stop();
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < 20; i++) {
        DeliveryOutcome outcome = Outcomes.of("lagging", webhook).delivered(1);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    api.topics().deliveryOutcomes(),
                    0,
                    outcome.deliveryId().toString().getBytes(UTF_8),
                    DeliveryOutcome.FORMAT.write(outcome)));
      }
      producer.commitTransaction();

      // Twenty records, and the end of their transaction once the broker has written it.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                lag.measure();
                assertThat(shown(api)).isEqualTo(21);
              });

      listener.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                lag.measure();
                assertThat(shown(api)).isZero();
              });
    }
  }

  private static double shown(AdminApi api) {
    String line =
        api.as("")
            .anonymous()
            .get("/actuator/prometheus")
            .response()
            .body()
            .lines()
            .filter(l -> l.startsWith("webhooks_projection_lag{"))
            .filter(l -> l.contains(api.topics().deliveryOutcomes()))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
