package com.irisx.webhooks.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.streams.config.OldState;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestWebhooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Local state is kept over a restart, but not over an absence in which its topics may have
 * forgotten that something was deleted.
 */
class OldStateTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MARK = "mark-of-the-test";

  private final TestCluster cluster = TestCluster.shared();
  private final String prefix = cluster.newTopicPrefix();
  private final Topics topics = new Topics(prefix);
  @TempDir private Path directory = Path.of("");

  @Test
  void isReadAnewAfterADayAndNotBefore() throws Exception {
    runOnce();
    List<Path> copies = copies();
    assertThat(copies).as("of SCHEDULE's one task and of the table of webhooks").hasSize(2);

    mark(copies, Duration.ofHours(19));
    Instant began = Instant.now();
    runOnce();
    assertThat(copies).allMatch(copy -> Files.exists(copy.resolve(MARK)), "is kept");
    assertThat(copies).allMatch(copy -> lastUsed(copy).isAfter(began), "is as old as its last use");

    mark(copies, Duration.ofHours(21));
    runOnce();
    assertThat(copies).allMatch(Files::isDirectory).noneMatch(c -> Files.exists(c.resolve(MARK)));
  }

  /** Of a task that has moved away a copy may lie here, which nobody keeps up to date. */
  @Test
  void onlyWhatWasKeptUpToDateStaysYoung() throws Exception {
    Path kept = Files.createDirectory(directory.resolve("0_0"));
    Path movedAway = Files.createDirectory(directory.resolve("0_1"));
    mark(List.of(kept, movedAway), Duration.ofHours(19));
    Instant now = Instant.now();

    OldState.used(directory, Set.of("0_0", "global"), now);

    assertThat(lastUsed(kept)).isAfter(now.minusSeconds(2));
    assertThat(lastUsed(movedAway)).isBefore(now.minus(Duration.ofHours(18)));
  }

  /** With one delivery more: Kafka Streams begins what holds nothing anew at every start. */
  private void runOnce() throws Exception {
    Subscription webhook = TestWebhooks.webhook().id(UUID.randomUUID()).build();
    try (StreamsApp app = StreamsApp.start(environment());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      await().atMost(PATIENCE).until(app::isReady);
      String key = webhook.id().toString();
      send(producer, topics.subscriptions(), key, Subscription.FORMAT.write(webhook), null);
      await().atMost(PATIENCE).until(() -> app.knows(webhook.tenantId(), webhook.id()));
      Delivery delivery =
          new Delivery(
              UUID.randomUUID(),
              webhook.id(),
              webhook.tenantId(),
              "e",
              "call.completed",
              "t",
              1,
              0);
      send(producer, topics.deliveries(), key, new byte[0], DeliveryHeaders.of(delivery));
      await().atMost(PATIENCE).until(() -> isRead(topics.subscriptions()));
      await().atMost(PATIENCE).until(() -> isRead(topics.deliveries()));
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      String key,
      byte[] value,
      @Nullable Headers headers)
      throws Exception {
    var unused =
        producer.send(new ProducerRecord<>(topic, null, key.getBytes(UTF_8), value, headers)).get();
  }

  private boolean isRead(String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      var ends = admin.listOffsets(Map.of(partition, OffsetSpec.latest()));
      OffsetAndMetadata read =
          admin
              .listConsumerGroupOffsets(prefix + "schedule")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      return read != null && read.offset() == ends.partitionResult(partition).get().offset();
    }
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> tasks = Files.list(directory.resolve(prefix + "schedule"))) {
      return Stream.concat(
              tasks.filter(path -> path.getFileName().toString().matches("[0-9]+_[0-9]+")),
              Stream.of(directory.resolve(prefix + "route").resolve("global")))
          .toList();
    }
  }

  private static void mark(List<Path> copies, Duration age) throws IOException {
    for (Path copy : copies) {
      Files.writeString(copy.resolve(MARK), "");
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minus(age)));
    }
  }

  private static Instant lastUsed(Path copy) {
    try {
      return Files.getLastModifiedTime(copy).toInstant();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("WEBHOOKS_BOOTSTRAP_SERVERS", cluster.bootstrapServers());
    environment.put("WEBHOOKS_TOPIC_PREFIX", prefix);
    environment.put("WEBHOOKS_EVENTS_PATTERN", "events-" + prefix.replace(".", "\\.") + ".+");
    environment.put("WEBHOOKS_PARTITIONS", "1");
    environment.put("WEBHOOKS_REPLICATION_FACTOR", "1");
    environment.put("WEBHOOKS_STATE_DIR", directory.toString());
    environment.put("WEBHOOKS_SECRET_KEYSET", TestWebhooks.KEYSET);
    environment.put("WEBHOOKS_STREAMS_PORT", "0");
    environment.put("WEBHOOKS_BIND_ADDRESS", "127.0.0.1");
    return environment;
  }
}
