package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.schema.WebhookStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
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
  private static final String APPLICATION = "scenario";

  private final Topics topics = Topics.DEFAULT;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> deliveries;
  private final TestInputTopic<byte[], byte[]> results;
  private final TestInputTopic<byte[], byte[]> subscriptions;
  private final TestInputTopic<byte[], byte[]> commands;
  private final SchedulerLimits limits;
  private Instant now;

  /** A task as the dispatcher sees it. */
  record Task(String topic, Delivery delivery, int attempt, byte[] body, Instant at) {
    String event() {
      return delivery.eventId();
    }
  }

  ScheduleScenario(Path stateDirectory) {
    this(stateDirectory, SchedulerLimits.DEFAULT, START);
  }

  ScheduleScenario(Path stateDirectory, SchedulerLimits limits, Instant start) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    now = start;
    this.limits = limits;
    driver =
        new TopologyTestDriver(
            new ScheduleTopology(topics, limits, new ScheduleMetrics(metrics), () -> now).get(),
            config,
            start);
    deliveries = input(topics.deliveries());
    results = input(topics.attemptResults());
    subscriptions = input(topics.subscriptions());
    commands = input(topics.commands());
  }

  /**
   * Another instance that knows only what this one wrote to the changelogs of its stores. This one
   * is closed.
   */
  ScheduleScenario restored(Path stateDirectory) {
    return restored(stateDirectory, Duration.ZERO);
  }

  /** The same with a clock that is so much behind this one's. */
  ScheduleScenario restored(Path stateDirectory, Duration behind) {
    Changelogs changelogs = Changelogs.of(driver, APPLICATION);
    close();
    ScheduleScenario other = new ScheduleScenario(stateDirectory, limits, now.minus(behind));
    changelogs.restoreTo(other.driver);
    // Has the driver commit, so that the changelogs of the new instance are complete.
    return other.jump(Duration.ofMillis(1));
  }

  ScheduleScenario given(Subscription webhook) {
    subscriptions.pipeInput(
        new TestRecord<>(key(webhook.id()), Subscription.FORMAT.write(webhook), null, now));
    return this;
  }

  ScheduleScenario rawSubscription(String json) {
    subscriptions.pipeInput(new TestRecord<>(key(WEBHOOK), json.getBytes(UTF_8), null, now));
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

  /** A person asks for something. */
  ScheduleScenario asked(Command command) {
    commands.pipeInput(new TestRecord<>(command.key(), command.body(), command.headers(), now));
    return this;
  }

  /** A person asks for a delivery that has ended again. */
  ScheduleScenario askedAgain(String eventId, int run) {
    return askedAgain(eventId, run, START);
  }

  /** The same of the delivery created then. */
  ScheduleScenario askedAgain(String eventId, int run, Instant createdAt) {
    Delivery again = run(delivery(eventId, WEBHOOK), run).createdAt(createdAt.toEpochMilli());
    return asked(new Command.Retry(again, body(eventId)));
  }

  /** A person tests the webhook. */
  ScheduleScenario tested(String eventId) {
    return asked(new Command.Test(delivery(eventId, WEBHOOK), body(eventId)));
  }

  ScheduleScenario cancelled(String eventId) {
    return cancelled(eventId, Instant.EPOCH);
  }

  /** Of the deliveries of the event, the one created then. */
  ScheduleScenario cancelled(String eventId, Instant createdAt) {
    return asked(
        new Command.Cancel(WEBHOOK, Ids.delivery(eventId, WEBHOOK), createdAt.toEpochMilli()));
  }

  static Delivery run(Delivery delivery, int run) {
    return new Delivery(
        delivery.deliveryId(),
        delivery.webhookId(),
        delivery.tenantId(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.occurredAt(),
        START.toEpochMilli(),
        run);
  }

  /** A task that the dispatcher has from a transaction that was aborted. */
  Task forgottenTask(String eventId, int attempt) {
    return new Task(
        topics.deliveryTasks(),
        delivery(eventId, WEBHOOK).createdAt(now.toEpochMilli()),
        attempt,
        body(eventId),
        now);
  }

  static Delivery delivery(String eventId, UUID webhookId) {
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

  /** Minutes in which the scheduler runs. */
  ScheduleScenario minutes(int count) {
    for (int i = 0; i < count; i++) {
      jump(Duration.ofMinutes(1));
    }
    return after(STEP.multipliedBy(2));
  }

  Duration untilMidnight() {
    return Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
  }

  /** Moves the clock in one leap, in which nobody runs. */
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

  ScheduleScenario garbageCommand() {
    commands.pipeInput(new TestRecord<>(key(WEBHOOK), body("garbage"), null, now));
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

  /** What was said of webhooks since the last call; empty for one that was forgotten. */
  List<Optional<WebhookStatus>> statuses() {
    return read(topics.webhookStatus()).stream()
        .map(record -> Optional.ofNullable(record.value()).map(WebhookStatus.FORMAT::read))
        .toList();
  }

  WebhookStatus onlyStatus() {
    List<Optional<WebhookStatus>> statuses = statuses();
    assertThat(statuses).hasSize(1);
    return statuses.get(0).orElseThrow();
  }

  List<TestRecord<byte[], byte[]>> systemEvents() {
    return read(topics.systemEvents());
  }

  /** What a counter or gauge says. */
  double measured(String name, String... tags) {
    return metrics.get(name).tags(tags).meter().measure().iterator().next().getValue();
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

  /** The state of every webhook. */
  List<WebhookState> webhooks() {
    List<WebhookState> webhooks = new ArrayList<>();
    try (var all = driver.<Bytes, byte[]>getKeyValueStore(WebhookStore.NAME).all()) {
      all.forEachRemaining(entry -> webhooks.add(WebhookStateFormat.read(entry.value)));
    }
    return webhooks;
  }

  /** How many deliveries wait for their due time. */
  int waitingForTime() {
    return new DueIndex(driver.getKeyValueStore(DueIndex.NAME)).size();
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
