package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Drives SCHEDULE with a clock moved by hand and says what happens in sentences. */
final class ScheduleScenario implements AutoCloseable {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final UUID WEBHOOK = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final Duration STEP = Duration.ofMillis(10);

  private final Topics topics = Topics.DEFAULT;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> deliveries;
  private final TestInputTopic<byte[], byte[]> results;
  private final TestInputTopic<byte[], byte[]> subscriptions;
  private Instant now = START;

  /** A task as the dispatcher sees it. */
  record Task(String topic, Delivery delivery, int attempt, byte[] body, Instant at) {
    String event() {
      return delivery.eventId();
    }
  }

  ScheduleScenario(Path stateDirectory) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "scenario");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    driver =
        new TopologyTestDriver(
            new ScheduleTopology(topics, SchedulerLimits.DEFAULT).get(), config, START);
    deliveries = input(topics.deliveries());
    results = input(topics.attemptResults());
    subscriptions = input(topics.subscriptions());
  }

  ScheduleScenario given(Subscription webhook) {
    subscriptions.pipeInput(
        new TestRecord<>(key(webhook.id()), Subscription.FORMAT.write(webhook), null, now));
    return this;
  }

  ScheduleScenario deleted(UUID webhookId) {
    subscriptions.pipeInput(new TestRecord<>(key(webhookId), null, null, now));
    return this;
  }

  ScheduleScenario event(String eventId) {
    return event(eventId, WEBHOOK);
  }

  ScheduleScenario event(String eventId, UUID webhookId) {
    deliveries.pipeInput(
        new TestRecord<>(
            key(webhookId), body(eventId), DeliveryHeaders.of(delivery(eventId, webhookId)), now));
    return this;
  }

  /** A task that the dispatcher has from a transaction that was aborted. */
  Task forgottenTask(String eventId, int attempt) {
    return new Task(
        topics.deliveryTasks(), delivery(eventId, WEBHOOK), attempt, body(eventId), now);
  }

  private static Delivery delivery(String eventId, UUID webhookId) {
    return new Delivery(
        Ids.delivery(eventId, webhookId),
        webhookId,
        "tenant",
        eventId,
        "call.completed",
        "2026-01-01T00:00:00Z",
        0,
        0);
  }

  /** Lets time pass in small steps, as the punctuator sees it. */
  ScheduleScenario after(Duration duration) {
    Instant end = now.plus(duration);
    while (now.isBefore(end)) {
      now = now.plus(STEP);
      driver.advanceWallClockTime(STEP);
    }
    return this;
  }

  /** Moves the clock in one leap. */
  ScheduleScenario jump(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration);
    return this;
  }

  ScheduleScenario answered(Task task, int status) {
    return result(task, status, status / 100 == 2 ? null : AttemptError.HTTP_STATUS);
  }

  ScheduleScenario result(Task task, @Nullable Integer status, @Nullable AttemptError error) {
    AttemptResult result =
        new AttemptResult(task.attempt(), now.toEpochMilli(), 0, status, error, null, null, null);
    return result(task, result);
  }

  ScheduleScenario result(Task task, AttemptResult result) {
    results.pipeInput(
        new TestRecord<>(
            key(task.delivery().webhookId()),
            result.succeeded() ? new byte[0] : task.body(),
            result.headers(task.delivery()),
            now));
    return this;
  }

  ScheduleScenario garbageResult() {
    results.pipeInput(new TestRecord<>(key(WEBHOOK), body("garbage"), null, now));
    return this;
  }

  /** The tasks handed out since the last call, over all lanes. */
  List<Task> tasks() {
    List<Task> tasks = new ArrayList<>(tasks(topics.deliveryTasks()));
    RetryTier.ALL.forEach(tier -> tasks.addAll(tasks(topics.retryTasks(tier))));
    return tasks;
  }

  Task onlyTask() {
    List<Task> tasks = tasks();
    assertThat(tasks).hasSize(1);
    return tasks.get(0);
  }

  /** The public records since the last call. */
  List<DeliveryOutcome> outcomes() {
    return read(topics.deliveryOutcomes()).stream()
        .map(record -> DeliveryOutcome.FORMAT.read(record.value()))
        .toList();
  }

  DeliveryOutcome onlyOutcome() {
    List<DeliveryOutcome> outcomes = outcomes();
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0);
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return read(topics.deadLetters());
  }

  List<TestRecord<byte[], byte[]>> rejected() {
    return read(topics.rejectedEvents());
  }

  Instant now() {
    return now;
  }

  /** How many entries a store has. */
  int entries(String store) {
    int entries = 0;
    try (var all = driver.getKeyValueStore(store).all()) {
      while (all.hasNext()) {
        all.next();
        entries++;
      }
    }
    return entries;
  }

  static byte[] body(String eventId) {
    return ("{\"id\":\"" + eventId + "\"}").getBytes(UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }

  private List<Task> tasks(String topic) {
    return read(topic).stream()
        .map(
            record -> {
              Headers headers = record.getHeaders();
              return new Task(
                  topic,
                  DeliveryHeaders.delivery(headers),
                  DeliveryHeaders.attempt(headers),
                  record.value(),
                  record.getRecordTime());
            })
        .toList();
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static byte[] key(UUID webhookId) {
    return webhookId.toString().getBytes(UTF_8);
  }
}
