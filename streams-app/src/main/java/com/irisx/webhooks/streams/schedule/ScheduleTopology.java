package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.schema.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The graph of SCHEDULE. All inputs are keyed by webhook id and have the same number of partitions,
 * so one task has all there is to know of a webhook.
 *
 * <pre>
 *   webhooks.deliveries ────────┐                     ┌──► webhooks.delivery-tasks
 *   webhooks.attempt-results ───┼──► scheduler ───────┼──► webhooks.delivery-tasks.retry-1s … -24h
 *   webhooks.subscriptions ─────┤       │             ├──► webhooks.delivery-outcomes
 *   webhooks.commands ──────────┘       │             ├──► webhooks.dead-letters
 *                                       │             ├──► webhooks.webhook-status
 *                                       │             ├──► webhooks.system-events
 *        stores: seen, webhooks, parked, line, due    └──► webhooks.rejected-events
 * </pre>
 *
 * <p>And the store early-results, empty unless a transaction was aborted.
 *
 * <p>The names of nodes and stores are an upgrade contract: a renamed store begins empty.
 */
public final class ScheduleTopology implements Supplier<Topology> {

  static final String TASKS_SINK = "tasks";
  static final String OUTCOMES_SINK = "outcomes";
  static final String DEAD_LETTERS_SINK = "dead-letters";
  static final String STATUS_SINK = "webhook-status";
  static final String SYSTEM_EVENTS_SINK = "system-events";
  static final String REJECTED_SINK = "rejected";
  private static final String SCHEDULER = "scheduler";

  private final Topics topics;
  private final SchedulerLimits limits;
  private final ScheduleMetrics metrics;
  private final InstantSource machine;

  /**
   * @param machine the machine's clock, for the timestamps of records; what is due when goes by the
   *     clock of Kafka Streams
   */
  public ScheduleTopology(
      Topics topics, SchedulerLimits limits, ScheduleMetrics metrics, InstantSource machine) {
    this.topics = topics;
    this.limits = limits;
    this.metrics = metrics;
    this.machine = machine;
  }

  static String retrySink(RetryTier tier) {
    return "retry-" + tier.label();
  }

  @Override
  public Topology get() {
    Topology topology = new Topology();
    source(topology, "deliveries", topics.deliveries());
    source(topology, "attempt-results", topics.attemptResults());
    source(topology, "subscriptions", topics.subscriptions());
    source(topology, "commands", topics.commands());
    topology.addProcessor(
        SCHEDULER,
        () -> new SchedulerProcessor(topics, limits, metrics, machine),
        "deliveries",
        "attempt-results",
        "subscriptions",
        "commands");
    stores().forEach(store -> topology.addStateStore(store, SCHEDULER));
    sink(topology, TASKS_SINK, topics.deliveryTasks());
    for (RetryTier tier : RetryTier.ALL) {
      sink(topology, retrySink(tier), topics.retryTasks(tier));
    }
    sink(topology, OUTCOMES_SINK, topics.deliveryOutcomes());
    sink(topology, DEAD_LETTERS_SINK, topics.deadLetters());
    sink(topology, STATUS_SINK, topics.webhookStatus());
    sink(topology, SYSTEM_EVENTS_SINK, topics.systemEvents());
    sink(topology, REJECTED_SINK, topics.rejectedEvents());
    return topology;
  }

  private Stream<StoreBuilder<?>> stores() {
    Duration seenFor = SeenStore.retention(limits.dedupWindow());
    return Stream.of(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(SeenStore.NAME, seenFor, seenFor, false),
            Serdes.Bytes(),
            Serdes.ByteArray()),
        // Changes many times a second while a webhook is busy: the cache writes it once per commit.
        keyValueStore(WebhookStore.NAME).withCachingEnabled(),
        keyValueStore(ParkedStore.NAME),
        keyValueStore(ParkedStore.LINE_NAME),
        keyValueStore(DueIndex.NAME),
        keyValueStore(EarlyResultStore.NAME));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> keyValueStore(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
  }

  private static void source(Topology topology, String name, String topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic);
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), SCHEDULER);
  }
}
