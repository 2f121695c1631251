package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.BreakerState;
import com.irisx.webhooks.schema.WebhookStatus;
import com.irisx.webhooks.testing.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the webhook-status topic to the API, with poison among the records. */
class StateRecordsTest {

  private final AdminApi api = AdminApi.shared();
  private final StateProjection projection = api.bean(StateProjection.class);
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final Instant now = Instant.now();

  private WebhookStatus status(boolean paused, Instant at) {
    return new WebhookStatus(
        webhook, tenantId, 1, BreakerState.CLOSED, null, null, paused, null, at);
  }

  private JsonNode read() {
    return tenant.get("/v1/webhooks/" + webhook).require(200).body();
  }

  @Test
  void poisonIsNamed() {
    byte[] good = WebhookStatus.FORMAT.write(status(false, now));
    byte[] late =
        WebhookStatus.FORMAT.write(status(false, Instant.parse("+20000-01-01T00:00:00Z")));
    String key = webhook.toString();

    assertThatThrownBy(() -> projection.read(record(key, "no json".getBytes(UTF_8))))
        .isInstanceOf(PoisonRecordException.class);
    assertThatThrownBy(() -> projection.read(record(key, "{}".getBytes(UTF_8))))
        .isInstanceOf(PoisonRecordException.class);
    assertThatThrownBy(() -> projection.read(record(UUID.randomUUID().toString(), good)))
        .isInstanceOf(PoisonRecordException.class);
    assertThatThrownBy(() -> projection.read(record("no-uuid", good)))
        .isInstanceOf(PoisonRecordException.class);
    assertThatThrownBy(() -> projection.read(record(key, late)))
        .isInstanceOf(PoisonRecordException.class);
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
    return new ConsumerRecord<>("webhook-status", 0, 0, key.getBytes(UTF_8), value);
  }

  @Test
  void itComesByTheTopic() throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestCluster.shared().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  api.topics().webhookStatus(),
                  webhook.toString().getBytes(UTF_8),
                  WebhookStatus.FORMAT.write(status(true, now))))
          .get();
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(read().required("health").asString()).isEqualTo("paused"));
  }
}
