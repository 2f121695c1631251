package com.irisx.webhooks.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.AtLeastOnce;
import com.irisx.webhooks.testing.Guarantees;
import com.irisx.webhooks.testing.OneTerminalOutcome;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import com.irisx.webhooks.testing.SubscriptionBuilder;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestEvent;
import com.irisx.webhooks.testing.TestWebhooks;
import com.irisx.webhooks.testing.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances, each killed once under load and started again, so that every partition changes
 * hands both ways: nothing is lost, each delivery ends once, and the rate limit holds over it all.
 */
class TwoProcessesTest {

  private static final int WEBHOOKS = 12;
  private static final int EVENTS = 150;
  private static final int CONCURRENCY = 5;
  private static final int PER_MINUTE = 20;
  private static final int LIMITED = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TestCluster cluster = TestCluster.shared();
  private final String prefix = cluster.newTopicPrefix();
  private final Topics topics = new Topics(prefix);
  private final ScriptedReceiver receiver = ScriptedReceiver.start();
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", cluster.bootstrapServers()),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  @AfterEach
  void close() {
    producer.close();
    receiver.close();
  }

  @Test
  void killsAndRebalancesLoseNothingAndKeepTheRateLimit(@TempDir Path directory) throws Exception {
    Guarantees guarantees = Guarantees.of(new OneTerminalOutcome(), new AtLeastOnce());
    guarantees.watch(receiver);
    try (StreamsProcess first = start(directory.resolve("a"));
        StreamsProcess second = start(directory.resolve("b"))) {
      first.awaitReady();
      second.awaitReady();
      List<Subscription> webhooks = subscribe(guarantees);
      Subscription limited =
          subscribed(
              webhook("limited", "/limited").rateLimits(PER_MINUTE, 1_000).build(), guarantees);

      produce(IntStream.range(1, LIMITED), limited, guarantees);
      receiver.awaitRequests("/limited", PER_MINUTE, PATIENCE);
      webhooks.forEach(webhook -> produce(IntStream.range(1, EVENTS), webhook, guarantees));
      awaitHooks(WEBHOOKS * EVENTS / 4);
      long resumed = killAndMeasure(first);
      first.startAgain();
      first.awaitReady();
      webhooks.forEach(
          webhook -> produce(IntStream.range(EVENTS, 2 * EVENTS), webhook, guarantees));
      awaitHooks(WEBHOOKS * EVENTS * 5 / 4);
      second.kill();
      second.startAgain();
      second.awaitReady();

      int deliveries = WEBHOOKS * EVENTS * 2 + LIMITED;
      awaitTerminal(deliveries).forEach(guarantees::observeOutcome);
      guarantees.check();
      int repeated = receiver.requests().size() - deliveries;
      System.out.printf(
          "two processes: %d deliveries, two kills, %d requests repeated, others went on %d ms after"
              + " the first kill%n",
          deliveries, repeated, resumed);
      assertThat(repeated).isBetween(0, 2 * (WEBHOOKS + 1) * CONCURRENCY);
      assertLimitHeld();
    }
  }

  /** Until the survivor has taken another hundred requests. */
  private long killAndMeasure(StreamsProcess process) throws InterruptedException {
    int before = receiver.requests().size();
    process.kill();
    long killed = System.nanoTime();
    awaitHooks(before + 100);
    return (System.nanoTime() - killed) / 1_000_000;
  }

  private void awaitHooks(int count) {
    receiver.awaitRequests(request -> request.path().startsWith("/hook"), count, PATIENCE);
  }

  /** In no span of a minute more than the limit. */
  private void assertLimitHeld() {
    List<ReceivedRequest> requests = receiver.requests("/limited");
    assertThat(requests).hasSize(LIMITED);
    for (int i = PER_MINUTE; i < requests.size(); i++) {
      long span = requests.get(i).arrivedNanos() - requests.get(i - PER_MINUTE).arrivedNanos();
      // What the network and the dispatcher take may differ between two requests.
      assertThat(Duration.ofNanos(span)).isGreaterThan(Duration.ofMillis(59_500));
    }
  }

  private StreamsProcess start(Path directory) throws IOException {
    Files.createDirectories(directory);
    return StreamsProcess.start(
        directory,
        Map.of(
            "WEBHOOKS_BOOTSTRAP_SERVERS", cluster.bootstrapServers(),
            "WEBHOOKS_TOPIC_PREFIX", prefix,
            "WEBHOOKS_EVENTS_PATTERN", "events-" + prefix.replace(".", "\\.") + ".+",
            "WEBHOOKS_PARTITIONS", "4",
            "WEBHOOKS_REPLICATION_FACTOR", "1",
            "WEBHOOKS_SECRET_KEYSET", TestWebhooks.KEYSET,
            "WEBHOOKS_ALLOWED_CIDRS", "127.0.0.0/8",
            "WEBHOOKS_ALLOW_HTTP", "true",
            "WEBHOOKS_BIND_ADDRESS", "127.0.0.1"));
  }

  private List<Subscription> subscribe(Guarantees guarantees) {
    List<Subscription> webhooks = new ArrayList<>();
    for (int i = 0; i < WEBHOOKS; i++) {
      SubscriptionBuilder webhook =
          webhook("tenant-" + i, "/hook-" + i)
              .rateLimits(100_000, 1_000_000)
              .maxConcurrency(CONCURRENCY);
      webhooks.add(subscribed(webhook.build(), guarantees));
    }
    return webhooks;
  }

  private SubscriptionBuilder webhook(String tenant, String path) {
    return TestWebhooks.webhook().tenantId(tenant).url(receiver.url(path));
  }

  /** Known to ROUTE, as its first delivery shows. */
  private Subscription subscribed(Subscription webhook, Guarantees guarantees) {
    send(
        topics.subscriptions(),
        webhook.id().toString().getBytes(UTF_8),
        Subscription.FORMAT.write(webhook));
    String path = URI.create(webhook.url()).getPath();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              produce(IntStream.of(0), webhook, guarantees);
              return !receiver.requests(path).isEmpty();
            });
    return webhook;
  }

  private void produce(IntStream numbers, Subscription webhook, Guarantees guarantees) {
    numbers.forEach(
        number -> {
          String id = webhook.tenantId() + "-" + number;
          guarantees.observeExpected(Ids.delivery(id, webhook.id()));
          TestEvent event = TestEvent.callCompleted().withTenant(webhook.tenantId()).withId(id);
          send("events-" + prefix + "call", null, event.json().getBytes(UTF_8));
        });
  }

  private void send(String topic, byte @Nullable [] key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topic, key, value));
  }

  private List<DeliveryOutcome> awaitTerminal(int count) {
    try (TopicReader reader = new TopicReader(cluster.bootstrapServers())) {
      return reader
          .readUntil(
              topics.deliveryOutcomes(),
              records ->
                  records.stream()
                          .map(record -> DeliveryOutcome.FORMAT.read(record.value()))
                          .filter(DeliveryOutcome::terminal)
                          .map(DeliveryOutcome::deliveryId)
                          .distinct()
                          .count()
                      == count,
              PATIENCE)
          .stream()
          .map(record -> DeliveryOutcome.FORMAT.read(record.value()))
          .toList();
    }
  }
}
