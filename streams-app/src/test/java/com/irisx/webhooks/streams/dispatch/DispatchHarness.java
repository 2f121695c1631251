package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.streams.subscription.SubscriptionDirectory;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestWebhooks;
import com.irisx.webhooks.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Dispatchers on a real broker, with webhooks and topics of their own. */
final class DispatchHarness implements AutoCloseable, DispatchListener {

  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final int PARTITIONS = 3;

  final Topics topics;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final Map<UUID, Subscription> webhooks = new ConcurrentHashMap<>();
  final List<String> poison = new CopyOnWriteArrayList<>();
  final Map<String, Throwable> failedLanes = new ConcurrentHashMap<>();

  private final Map<String, Object> connection;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile boolean directoryBroken = true;
  private final List<Dispatcher> dispatchers = new CopyOnWriteArrayList<>();

  DispatchHarness() {
    this(Map.of());
  }

  DispatchHarness(Map<String, Object> clientProperties) {
    TestCluster cluster = TestCluster.shared();
    this.topics = new Topics(cluster.newTopicPrefix());
    Map<String, Object> properties = new ConcurrentHashMap<>(clientProperties);
    properties.put("bootstrap.servers", cluster.bootstrapServers());
    this.connection = Map.copyOf(properties);
    this.admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    createTopics();
  }

  private void createTopics() {
    List<NewTopic> created =
        Stream.concat(
                Stream.of(topics.deliveryTasks(), topics.attemptResults()),
                topics.retryLanes().stream())
            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
            .toList();
    get(admin.createTopics(created).all());
  }

  /** The settings of these tests: short waits, groups of their own. */
  DispatchSettings settings() {
    return settings(16, 8, HttpSettings.DEFAULT.withAllowHttp(true));
  }

  DispatchSettings settings(int firstSlots, int retrySlots, HttpSettings http) {
    return new DispatchSettings(
        topics.prefix() + "dispatch-",
        topics.prefix() + "schedule",
        firstSlots,
        retrySlots,
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        "X-IRISX-",
        100,
        http);
  }

  Dispatcher start(DispatchSettings settings) {
    return start(settings, (tenant, webhook) -> webhooks.get(webhook));
  }

  /** From now on the directory knows no webhook that it throws at. */
  void mendDirectory() {
    directoryBroken = false;
  }

  /** A dispatcher whose directory throws when it is asked for {@code broken}, until mended. */
  Dispatcher startWithBrokenDirectory(UUID broken) {
    return start(
        settings(),
        (tenant, webhook) -> {
          if (directoryBroken && webhook.equals(broken)) {
            throw new IllegalStateException("scripted");
          }
          return webhooks.get(webhook);
        });
  }

  private Dispatcher start(DispatchSettings settings, SubscriptionDirectory directory) {
    Dispatcher dispatcher =
        Dispatcher.start(
            settings,
            directory,
            TestWebhooks.CIPHER,
            AddressPolicy.allowing("127.0.0.0/8"),
            topics,
            connection,
            registry,
            this);
    dispatchers.add(dispatcher);
    return dispatcher;
  }

  Subscription webhook(String url) {
    return known(TestWebhooks.webhook().url(url).build());
  }

  Subscription known(Subscription webhook) {
    webhooks.put(webhook.id(), webhook);
    return webhook;
  }

  /** A first attempt, at the partition that its webhook's key chooses. */
  Delivery task(UUID webhookId, String body) {
    Delivery delivery = delivery(webhookId);
    produce(topics.deliveryTasks(), null, delivery, 1, body);
    return delivery;
  }

  Delivery task(UUID webhookId, int partition, String body) {
    Delivery delivery = delivery(webhookId);
    produce(topics.deliveryTasks(), partition, delivery, 1, body);
    return delivery;
  }

  Delivery taskHandedOutAt(Instant time, UUID webhookId, String body) {
    Delivery delivery = delivery(webhookId);
    produce(topics.deliveryTasks(), null, time.toEpochMilli(), delivery, 1, body);
    return delivery;
  }

  /** The task of a delivery that was handed out before. */
  void again(Delivery delivery, int attempt, String body) {
    produce(topics.deliveryTasks(), null, delivery, attempt, body);
  }

  /** The same, by a clock that says this time. */
  void againAt(Instant time, Delivery delivery, int attempt, String body) {
    produce(topics.deliveryTasks(), null, time.toEpochMilli(), delivery, attempt, body);
  }

  /** A result that somebody else reported. */
  void result(Delivery delivery, AttemptResult result) {
    get(
        producer.send(
            new ProducerRecord<>(
                topics.attemptResults(),
                null,
                delivery.webhookId().toString().getBytes(UTF_8),
                new byte[0],
                result.headers(delivery))));
  }

  Delivery retry(RetryTier tier, UUID webhookId, int attempt, String body) {
    Delivery delivery = delivery(webhookId);
    produce(topics.retryTasks(tier), null, delivery, attempt, body);
    return delivery;
  }

  private void produce(
      String topic, @Nullable Integer partition, Delivery delivery, int attempt, String body) {
    produce(topic, partition, null, delivery, attempt, body);
  }

  private void produce(
      String topic,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      Delivery delivery,
      int attempt,
      String body) {
    get(
        producer.send(
            new ProducerRecord<>(
                topic,
                partition,
                timestamp,
                delivery.webhookId().toString().getBytes(UTF_8),
                body.getBytes(UTF_8),
                DeliveryHeaders.task(delivery, attempt))));
  }

  void produceRaw(String topic, int partition, Headers headers, byte @Nullable [] value) {
    get(
        producer.send(
            new ProducerRecord<>(
                topic, partition, new byte[] {1}, value, new RecordHeaders(headers))));
  }

  static Delivery delivery(UUID webhookId) {
    return new Delivery(
        UUID.randomUUID(),
        webhookId,
        "acme",
        "event-1",
        "call.completed",
        "2026-11-01T12:00:00Z",
        1,
        0);
  }

  /** Waits for at least {@code count} results. */
  List<ConsumerRecord<byte[], byte[]>> results(int count) {
    try (TopicReader reader = reader()) {
      return reader.readAtLeast(topics.attemptResults(), count, PATIENCE);
    }
  }

  List<ConsumerRecord<byte[], byte[]>> resultsSoFar() {
    try (TopicReader reader = reader()) {
      return reader.readToEnd(topics.attemptResults());
    }
  }

  AttemptResult onlyResult() {
    return AttemptResult.of(results(1).get(0).headers());
  }

  private TopicReader reader() {
    return new TopicReader(TestCluster.shared().bootstrapServers());
  }

  /** What the group of a lane has committed. */
  Map<TopicPartition, OffsetAndMetadata> committed(String lane) {
    return get(
        admin
            .listConsumerGroupOffsets(topics.prefix() + "dispatch-" + lane)
            .partitionsToOffsetAndMetadata());
  }

  /** How many records the group of a lane has finished, if none is open. */
  long committedTasks() {
    return committed("first").values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** Commits for a lane that does not run. */
  void commit(String lane, String topic, int partition, OffsetAndMetadata offset) {
    get(
        admin
            .alterConsumerGroupOffsets(
                topics.prefix() + "dispatch-" + lane,
                Map.of(new TopicPartition(topic, partition), offset))
            .all());
  }

  /** The scheduler has read all results there are. */
  void schedulerHasReadAllResults() {
    List<TopicPartition> partitions =
        get(admin.describeTopics(List.of(topics.attemptResults())).allTopicNames())
            .values()
            .stream()
            .flatMap(topic -> topic.partitions().stream())
            .map(info -> new TopicPartition(topics.attemptResults(), info.partition()))
            .toList();
    var ends =
        get(
            admin
                .listOffsets(
                    partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                .all());
    get(
        admin
            .alterConsumerGroupOffsets(
                topics.prefix() + "schedule",
                ends.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            Map.Entry::getKey,
                            end -> new OffsetAndMetadata(end.getValue().offset()))))
            .all());
  }

  int members(String lane) {
    String group = topics.prefix() + "dispatch-" + lane;
    return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
        .mapToInt(description -> description.members().size())
        .sum();
  }

  /** Sets a configuration of the attempt-results topic and waits until the broker has it. */
  void configureResults(String name, String value) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, topics.attemptResults());
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    get(admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all());
    await()
        .until(
            () -> {
              ConfigEntry entry =
                  get(admin.describeConfigs(List.of(topic)).all()).values().stream()
                      .map(config -> config.get(name))
                      .findFirst()
                      .orElseThrow();
              return value.equals(entry.value());
            });
  }

  private static <T> T get(java.util.concurrent.Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    return get(future.toCompletionStage().toCompletableFuture());
  }

  @Override
  public void onPoison(ConsumerRecord<byte[], byte[]> record, String problem) {
    poison.add(problem);
  }

  @Override
  public void onLaneFailed(String lane, Throwable failure) {
    failedLanes.put(lane, failure);
  }

  @Override
  public void close() {
    dispatchers.forEach(dispatcher -> dispatcher.close(Duration.ofSeconds(1)));
    producer.close();
    admin.close();
  }
}
