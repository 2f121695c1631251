package com.irisx.webhooks.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.AtLeastOnce;
import com.irisx.webhooks.testing.Guarantees;
import com.irisx.webhooks.testing.NeverEarly;
import com.irisx.webhooks.testing.OneTerminalOutcome;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestEvent;
import com.irisx.webhooks.testing.TestWebhooks;
import com.irisx.webhooks.testing.TopicReader;
import com.irisx.webhooks.testing.ValidSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** ROUTE, SCHEDULE and DISPATCH together, over a real broker, to a real receiver. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start first.
class StreamsAppTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestCluster cluster = TestCluster.shared();
  private final String prefix = cluster.newTopicPrefix();
  private final Topics topics = new Topics(prefix);
  private final String eventTopic = "events-" + prefix + "call";
  private Path directory;
  private StreamsApp app;
  private ScriptedReceiver receiver;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  void start(@TempDir Path stateDirectory) {
    directory = stateDirectory;
    receiver = ScriptedReceiver.start();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers(), "max.request.size", 2_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    app = StreamsApp.start(environment());
    await().atMost(PATIENCE).until(app::isReady);
  }

  @AfterAll
  void stop() {
    app.close();
    producer.close();
    receiver.close();
  }

  @Test
  void anEventIsDeliveredSignedWithTheBytesOfTheContract() {
    ValidSignature signature = ValidSignature.with(TestWebhooks.SECRET);
    receiver.observe(
        request -> {
          if (request.path().equals("/bytes")) {
            signature.observeRequest(request);
          }
        });
    UUID webhook = given("bytes", "/bytes");
    String data = "{\"b\":1.50,\"a\":\"Zürich 😀\",\"n\":12345678901234567890.000}";
    produce(event("bytes").withId("evt_bytes").withData(data).json().getBytes(UTF_8));

    ReceivedRequest request = receiver.awaitRequests("/bytes", 1, PATIENCE).get(0);
    assertThat(request.text())
        .isEqualTo(
            "{\"id\":\"evt_bytes\",\"event\":\"call.completed\","
                + "\"timestamp\":\"2025-10-29T12:00:00Z\",\"data\":"
                + data
                + "}");
    String deliveryId = Ids.delivery("evt_bytes", webhook).toString();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.requiredHeader("Content-Type")).isEqualTo("application/json");
    assertThat(request.requiredHeader("User-Agent")).startsWith("IRISX-Webhooks/");
    assertThat(request.requiredHeader("X-IRISX-Event")).isEqualTo("call.completed");
    assertThat(request.requiredHeader("X-IRISX-Attempt")).isEqualTo("1");
    assertThat(request.requiredHeader("X-IRISX-Delivery")).isEqualTo(deliveryId);
    assertThat(request.requiredHeader("webhook-id")).isEqualTo(deliveryId);
    signature.check();

    DeliveryOutcome outcome = outcomes(webhook, 1).get(0);
    assertThat(outcome.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(outcome.deliveryId()).hasToString(deliveryId);
    assertThat(outcome.occurredAt()).isEqualTo("2025-10-29T12:00:00Z");
  }

  @Test
  void anEndpointThatAlwaysFailsIsCalledByTheScheduleAndEndsInOneDeadLetter() {
    NeverEarly neverEarly = NeverEarly.ofSeconds(List.of(1, 2, 4, 8));
    OneTerminalOutcome oneTerminal = new OneTerminalOutcome();
    AtLeastOnce atLeastOnce = new AtLeastOnce();
    receiver.on("/fails").respondWith(500);
    receiver.observe(
        request -> {
          if (request.path().equals("/fails")) {
            neverEarly.observeRequest(request);
            atLeastOnce.observeRequest(request);
          }
        });
    UUID webhook = given("fails", "/fails");
    UUID delivery = Ids.delivery("evt_fails", webhook);
    Guarantees guarantees = Guarantees.of(neverEarly, oneTerminal, atLeastOnce);
    guarantees.observeExpected(delivery);
    produce(event("fails").withId("evt_fails").json().getBytes(UTF_8));

    List<ReceivedRequest> requests = receiver.awaitRequests("/fails", 5, PATIENCE);
    List<DeliveryOutcome> outcomes = outcomes(webhook, 5);
    outcomes.forEach(oneTerminal::observeOutcome);
    guarantees.check();
    assertThat(requests).extracting(ReceivedRequest::attempt).containsExactly(1, 2, 3, 4, 5);
    assertThat(requests.stream().map(ReceivedRequest::text).distinct()).hasSize(1);
    assertThat(Duration.between(requests.get(0).arrivedAt(), requests.get(4).arrivedAt()))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
    assertThat(outcomes)
        .extracting(DeliveryOutcome::status)
        .containsExactly(
            DeliveryStatus.RETRYING,
            DeliveryStatus.RETRYING,
            DeliveryStatus.RETRYING,
            DeliveryStatus.RETRYING,
            DeliveryStatus.FAILED);
    ConsumerRecord<byte[], byte[]> letter = only(topics.deadLetters(), webhook);
    assertThat(new String(letter.value(), UTF_8)).isEqualTo(requests.get(0).text());
    assertThat(DeliveryHeaders.delivery(letter.headers()).deliveryId()).isEqualTo(delivery);
  }

  @Test
  void anEventProducedTwiceIsDeliveredOnce() {
    UUID webhook = given("twice", "/twice");
    produce(event("twice").withId("evt_a").json().getBytes(UTF_8));
    produce(event("twice").withId("evt_a").json().getBytes(UTF_8));
    produce(event("twice").withId("evt_b").json().getBytes(UTF_8));
    outcomes(webhook, 2);
    assertThat(receiver.requests("/twice"))
        .extracting(ReceivedRequest::deliveryId)
        .containsExactlyInAnyOrder(
            Ids.delivery("evt_a", webhook).toString(), Ids.delivery("evt_b", webhook).toString());
  }

  @Test
  void anEventThatDoesNotPassTheFilterIsNotDelivered() {
    UUID webhook =
        given(
            TestWebhooks.webhook()
                .tenantId("filter")
                .url(receiver.url("/filter"))
                .filter("{\"duration_seconds\":[{\"numeric\":[\">=\",60]}]}")
                .build());
    for (int seconds : List.of(59, 60, 1, 61)) {
      String data = "{\"duration_seconds\":" + seconds + "}";
      produce(event("filter").withId("evt_" + seconds).withData(data).json().getBytes(UTF_8));
    }

    assertThat(outcomes(webhook, 2))
        .extracting(DeliveryOutcome::eventId)
        .containsExactlyInAnyOrder("evt_60", "evt_61");
    assertThat(receiver.requests("/filter"))
        .extracting(ReceivedRequest::deliveryId)
        .containsExactlyInAnyOrder(
            Ids.delivery("evt_60", webhook).toString(), Ids.delivery("evt_61", webhook).toString());
  }

  @Test
  void whatCannotBeUnderstoodIsSetAsideWholeAndTheStreamGoesOn() {
    UUID webhook = given("poison", "/poison");
    byte[] tooLarge =
        event("poison").withData("\"" + "x".repeat(900_000) + "\"").json().getBytes(UTF_8);
    List<byte[]> poison =
        List.of(
            "not json".getBytes(UTF_8),
            "{\"type\":\"call.completed\",\"data\":{}}".getBytes(UTF_8),
            "{\"tenant_id\":\"poison\",\"data\":{}}".getBytes(UTF_8),
            tooLarge);
    poison.forEach(this::produce);
    produce(event("poison").withId("evt_after").json().getBytes(UTF_8));

    receiver.awaitRequests("/poison", 1, PATIENCE);
    outcomes(webhook, 1);
    try (TopicReader reader = new TopicReader(cluster.bootstrapServers())) {
      List<ConsumerRecord<byte[], byte[]>> rejected =
          reader.readAtLeast(topics.rejectedEvents(), poison.size(), PATIENCE);
      assertThat(rejected).extracting(ConsumerRecord::value).containsAll(poison);
      assertThat(rejected)
          .extracting(
              record ->
                  new String(record.headers().lastHeader(RejectionHeaders.REASON).value(), UTF_8))
          .containsExactlyInAnyOrder("invalid_json", "missing_field", "missing_field", "too_large");
    }
  }

  @Test
  void healthAndMetricsAreServed() throws Exception {
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health").body())
        .contains("\"route\"", "\"schedule\"", "\"dispatch\"");
    assertThat(get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/prometheus").body())
        .contains(
            "jvm_memory_used_bytes",
            "webhooks_dispatch_attempts_seconds_bucket{result=\"success\",",
            "webhooks_dispatch_in_flight{lane=\"first\"}",
            "webhooks_dispatch_queue_age_seconds_bucket{lane=\"retry\",",
            "webhooks_dns_lookups_seconds_count{result=\"refused\"}",
            "webhooks_dns_cache_hits_total",
            "webhooks_connects_total{result=\"ok\"}",
            "webhooks_connections_reused_total",
            "webhooks_connections_open");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get("/actuator/prometheus").body())
                    .contains("jvm_memory_used_bytes")
                    .contains("webhooks_ready{part=\"schedule\"} 1.0")
                    .contains("webhooks_transactions_hanging 0.0")
                    .contains("webhooks_transactions_ended_total{kind=\"overdue\"}")
                    .contains("webhooks_dispatch_slots{lane=\"first\"} 512.0")
                    .contains("webhooks_consumer_lag{group=\"%sroute\"".formatted(prefix))
                    .contains(
                        "webhooks_consumer_lag{group=\"%1$sschedule\",topic=\"%1$sdeliveries\"}"
                            .formatted(prefix)));
  }

  @Test
  void wrongSettingsAreRefusedByName() {
    assertRefused("WEBHOOKS_BOOTSTRAP_SERVERS", null);
    assertRefused("WEBHOOKS_SECRET_KEYSET", "nonsense");
    assertRefused("WEBHOOKS_PARTITIONS", "many");
    assertRefused("WEBHOOKS_ALLOW_HTTP", "yes");
    assertRefused("WEBHOOKS_ALLOWED_CIDRS", "10.0.0.0/99");
    assertRefused("WEBHOOKS_DENIED_CIDRS", "10.0.0.0/99");
    assertRefused("WEBHOOKS_RETRY_JITTER_PERCENT", "101");
    assertRefused("WEBHOOKS_DISABLE_AFTER_HOURS", "soon");
  }

  @Test
  void anotherNumberOfPartitionsThanTheTopicsHaveIsRefused() {
    assertRefused("WEBHOOKS_PARTITIONS", "3");
    assertThatThrownBy(
            () -> {
              Map<String, String> environment = environment();
              environment.put("WEBHOOKS_PARTITIONS", "3");
              StreamsApp.start(environment);
            })
        .hasMessageContaining("has 2 partitions")
        .hasMessageContaining("set WEBHOOKS_PARTITIONS=2 for both apps");
  }

  @Test
  void moreReplicasThanBrokersAreRefused() {
    Map<String, String> environment = environment();
    environment.put("WEBHOOKS_TOPIC_PREFIX", cluster.newTopicPrefix());
    environment.put("WEBHOOKS_REPLICATION_FACTOR", "3");

    assertThatThrownBy(() -> StreamsApp.start(environment))
        .hasMessageStartingWith("cannot create topic ")
        .hasMessageContaining("Set WEBHOOKS_REPLICATION_FACTOR to at most the number of brokers");
  }

  private void assertRefused(String key, @Nullable String value) {
    Map<String, String> environment = environment();
    if (value == null) {
      environment.remove(key);
    } else {
      environment.put(key, value);
    }
    assertThatThrownBy(() -> StreamsApp.start(environment)).hasMessageContaining(key);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("WEBHOOKS_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
    environment.put("WEBHOOKS_TOPIC_PREFIX", prefix);
    environment.put("WEBHOOKS_EVENTS_PATTERN", "events-" + prefix.replace(".", "\\.") + ".+");
    environment.put("WEBHOOKS_PARTITIONS", "2");
    environment.put("WEBHOOKS_REPLICATION_FACTOR", "1");
    environment.put("WEBHOOKS_STATE_DIR", directory.toString());
    environment.put("WEBHOOKS_SECRET_KEYSET", TestWebhooks.KEYSET);
    environment.put("WEBHOOKS_ALLOWED_CIDRS", "127.0.0.0/8");
    environment.put("WEBHOOKS_ALLOW_HTTP", "true");
    environment.put("WEBHOOKS_STREAMS_PORT", "0");
    environment.put("WEBHOOKS_BIND_ADDRESS", "127.0.0.1");
    return environment;
  }

  /** A webhook for everything of its own tenant. */
  private UUID given(String tenant, String path) {
    return given(TestWebhooks.webhook().tenantId(tenant).url(receiver.url(path)).build());
  }

  private UUID given(Subscription webhook) {
    send(
        topics.subscriptions(),
        webhook.id().toString().getBytes(UTF_8),
        Subscription.FORMAT.write(webhook));
    await().atMost(PATIENCE).until(() -> app.knows(webhook.tenantId(), webhook.id()));
    return webhook.id();
  }

  private static TestEvent event(String tenant) {
    return TestEvent.callCompleted().withTenant(tenant);
  }

  private void produce(byte[] value) {
    send(eventTopic, null, value);
  }

  private void send(String topic, byte @Nullable [] key, byte[] value) {
    try {
      var unused = producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (Exception e) {
      throw new AssertionError("cannot produce", e);
    }
  }

  private List<DeliveryOutcome> outcomes(UUID webhook, int count) {
    try (TopicReader reader = new TopicReader(cluster.bootstrapServers())) {
      return of(
          webhook,
          reader.readUntil(
              topics.deliveryOutcomes(),
              records -> of(webhook, records).size() >= count,
              PATIENCE));
    }
  }

  private static List<DeliveryOutcome> of(
      UUID webhook, List<ConsumerRecord<byte[], byte[]>> records) {
    List<DeliveryOutcome> outcomes = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      DeliveryOutcome outcome = DeliveryOutcome.FORMAT.read(record.value());
      if (outcome.webhookId().equals(webhook)) {
        outcomes.add(outcome);
      }
    }
    return outcomes;
  }

  private ConsumerRecord<byte[], byte[]> only(String topic, UUID webhook) {
    try (TopicReader reader = new TopicReader(cluster.bootstrapServers())) {
      List<ConsumerRecord<byte[], byte[]>> records =
          reader.readToEnd(topic).stream()
              .filter(record -> new String(record.key(), UTF_8).equals(webhook.toString()))
              .toList();
      assertThat(records).hasSize(1);
      return records.get(0);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
