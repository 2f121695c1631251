package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.RejectionReason;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import tools.jackson.databind.JsonNode;

/** From the topics to the tables, with poison among the records. */
class ProjectionListenerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final Producer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", TestCluster.shared().bootstrapServers()),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  @AfterEach
  void close() {
    producer.close();
  }

  private void send(DeliveryOutcome outcome) throws Exception {
    send(
        api.topics().deliveryOutcomes(),
        outcome.deliveryId(),
        DeliveryOutcome.FORMAT.write(outcome));
  }

  private void send(String topic, UUID key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic, 0, bytes(key), value)).get();
  }

  private static byte[] bytes(UUID id) {
    return id.toString().getBytes(UTF_8);
  }

  private JsonNode awaitStatus(UUID deliveryId, String status) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> tenant.get("/v1/webhooks/deliveries/" + deliveryId).body(),
            body -> body.path("status").asString("").equals(status));
  }

  private List<ConsumerRecord<byte[], byte[]>> awaitRejected(UUID key) {
    try (TopicReader reader = new TopicReader(TestCluster.shared().bootstrapServers())) {
      return reader
          .readUntil(
              api.topics().rejectedEvents(),
              records -> records.stream().anyMatch(record -> isOf(record, key)),
              PATIENCE)
          .stream()
          .filter(record -> isOf(record, key))
          .toList();
    }
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> record, UUID key) {
    return record.key() != null && new String(record.key(), UTF_8).equals(key.toString());
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  @Test
  void arrivalAndOutcomesBecomeOneDelivery() throws Exception {
    UUID id = UUID.randomUUID();
    String body = "{\"id\":\"e\",\"event\":\"call.completed\",\"data\":{}}";
    Delivery delivery =
        new Delivery(id, webhook, tenantId, "e", "call.completed", "2025-10-29T12:00:00Z", 0, 0);
    long createdAt =
        producer
            .send(
                new ProducerRecord<>(
                    api.topics().deliveries(),
                    null,
                    bytes(webhook),
                    body.getBytes(UTF_8),
                    DeliveryHeaders.of(delivery)))
            .get()
            .timestamp();
    awaitStatus(id, "pending");
    assertThat(Instant.now()).isAfter(Instant.ofEpochMilli(createdAt).plus(OutcomesFirst.HELD));

    Outcomes outcomes = new Outcomes(id, tenantId, webhook, Instant.ofEpochMilli(createdAt));
    send(outcomes.retrying(1));
    send(outcomes.delivered(2));

    JsonNode done = awaitStatus(id, "delivered");
    assertThat(done.required("payload").toString()).isEqualTo(body);
    assertThat(done.required("attempts")).hasSize(2);
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("total_deliveries").asInt())
        .isEqualTo(1);
  }

  @Test
  void poisonIsPutAsideAndTheStreamGoesOn() throws Exception {
    Outcomes good = Outcomes.of(tenantId, webhook);
    UUID unreadable = UUID.randomUUID();
    UUID incomplete = UUID.randomUUID();
    UUID outOfBounds = UUID.randomUUID();
    UUID headless = UUID.randomUUID();
    String outcomes = api.topics().deliveryOutcomes();
    send(outcomes, unreadable, "no json".getBytes(UTF_8));
    send(outcomes, incomplete, "{\"status\":\"pending\",\"terminal\":false}".getBytes(UTF_8));
    String json = new String(DeliveryOutcome.FORMAT.write(good.pending()), UTF_8);
    send(
        outcomes,
        outOfBounds,
        json.replace(good.createdAt().toString(), "+1000000-01-01T00:00:00Z").getBytes(UTF_8));
    send(api.topics().deliveries(), headless, "{}".getBytes(UTF_8));
    send(good.delivered(1));

    awaitStatus(good.deliveryId(), "delivered");
    for (UUID poison : List.of(unreadable, incomplete, outOfBounds, headless)) {
      ConsumerRecord<byte[], byte[]> rejected = awaitRejected(poison).get(0);
      assertThat(text(rejected.headers(), RejectionHeaders.REASON))
          .isEqualTo(RejectionReason.MALFORMED_RECORD.label());
      assertThat(text(rejected.headers(), RejectionHeaders.DETAIL)).isNotBlank();
      assertThat(text(rejected.headers(), RejectionHeaders.TOPIC))
          .isEqualTo(poison.equals(headless) ? api.topics().deliveries() : outcomes);
    }
    assertThat(awaitRejected(unreadable).get(0).value()).isEqualTo("no json".getBytes(UTF_8));
  }

  /** What they are behind is known: {@link OutcomesFirstTest} has what follows from it. */
  @Test
  void outcomesAreBroughtUnderTheEyesOfThosePending() {
    var listener = api.bean("outcomeListener", ConcurrentMessageListenerContainer.class);

    assertThat(listener.getContainerProperties().getMessageListener())
        .isInstanceOf(BatchConsumerAwareMessageListener.class);
  }

  /** Two groups read deliveries. */
  @Test
  void poisonAmongDeliveriesIsPutAsideByOneOfThem() {
    ConsumerRecord<byte[], byte[]> headless =
        new ConsumerRecord<>(api.topics().deliveries(), 0, 0, bytes(webhook), "{}".getBytes(UTF_8));

    assertThatThrownBy(() -> api.bean(PayloadProjection.class).read(headless))
        .isInstanceOf(PoisonRecordException.class);
    assertThat(api.bean(PendingProjection.class).read(headless)).isNull();
  }

  /** The database refuses what no check of ours foresees: the record is found among the others. */
  @Test
  void aRecordThatTheDatabaseRefusesIsPutAsideAlone() {
    Outcomes one = Outcomes.of(tenantId, webhook);
    Outcomes other = Outcomes.of(tenantId, webhook);
    ConsumerRecord<byte[], byte[]> bad = record(one.delivered(1));
    ProjectionListener<DeliveryOutcome> listener =
        new ProjectionListener<>(
            new Projection<>() {
              @Override
              public DeliveryOutcome read(ConsumerRecord<byte[], byte[]> record)
                  throws PoisonRecordException {
                return OutcomeReader.read(record.value());
              }

              @Override
              public void write(List<DeliveryOutcome> batch) {
                if (batch.stream().anyMatch(o -> o.deliveryId().equals(one.deliveryId()))) {
                  refuse("22003");
                }
                api.bean(OutcomeProjection.class).write(batch);
              }
            },
            api.bean(RejectedRecords.class));

    listener.onMessage(List.of(record(other.retrying(1)), bad, record(other.delivered(2))));

    assertThat(awaitRejected(one.deliveryId())).hasSize(1);
    awaitStatus(other.deliveryId(), "delivered");
    tenant.get("/v1/webhooks/deliveries/" + one.deliveryId()).requireProblem(404);
  }

  /** As the database says it, in Spring's translation. */
  private void refuse(String sqlState) {
    api.bean(JdbcClient.class)
        .sql("DO $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '" + sqlState + "'; END $$")
        .update();
  }

  /** A standby, a full disk, a missing table, a damaged page: no fault of the records. */
  @ParameterizedTest
  @ValueSource(strings = {"25006", "25P02", "40001", "42P01", "42501", "53100", "55000", "XX001"})
  void aDatabaseInABadStateTakesNoRecordForPoison(String sqlState) {
    ConsumerRecord<byte[], byte[]> record = record(Outcomes.of(tenantId, webhook).delivered(1));
    ProjectionListener<DeliveryOutcome> listener =
        new ProjectionListener<>(
            new Projection<>() {
              @Override
              public DeliveryOutcome read(ConsumerRecord<byte[], byte[]> record)
                  throws PoisonRecordException {
                return OutcomeReader.read(record.value());
              }

              @Override
              public void write(List<DeliveryOutcome> batch) {
                refuse(sqlState);
              }
            },
            api.bean(RejectedRecords.class));

    // Thrown, the batch is offered again; what is set aside is thrown to nobody.
    assertThatThrownBy(() -> listener.onMessage(List.of(record)))
        .isInstanceOf(DataAccessException.class);
  }

  private ConsumerRecord<byte[], byte[]> record(DeliveryOutcome outcome) {
    return new ConsumerRecord<>(
        api.topics().deliveryOutcomes(),
        0,
        0,
        bytes(outcome.deliveryId()),
        DeliveryOutcome.FORMAT.write(outcome));
  }
}
