package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.RejectionReason;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The door between Kafka Streams and the {@link Scheduler}: reads records, knows the time, opens
 * the stores.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init first.
final class SchedulerProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(SchedulerProcessor.class);

  private final Topics topics;
  private final SchedulerLimits limits;
  private final ScheduleMetrics metrics;
  private final InstantSource machine;
  private ProcessorContext<byte[], byte[]> context;
  private Gauges gauges;
  private Cancellable punctuator;
  private @Nullable Scheduler scheduler;

  SchedulerProcessor(
      Topics topics, SchedulerLimits limits, ScheduleMetrics metrics, InstantSource machine) {
    this.topics = topics;
    this.limits = limits;
    this.metrics = metrics;
    this.machine = machine;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    // Kafka Streams inits it again, with other stores, after a transaction that was aborted.
    scheduler = null;
    gauges = new Gauges(metrics);
    punctuator =
        context.schedule(limits.punctuation(), PunctuationType.WALL_CLOCK_TIME, this::punctuate);
  }

  /** Reads what the stores hold when it is first needed: they are complete by then. */
  private Scheduler scheduler() {
    if (scheduler == null) {
      scheduler = open();
    }
    return scheduler;
  }

  private Scheduler open() {
    KeyValueStore<Bytes, byte[]> due = context.getStateStore(DueIndex.NAME);
    WebhookStore webhooks = new WebhookStore(context.getStateStore(WebhookStore.NAME));
    ParkedStore parked =
        new ParkedStore(
            context.getStateStore(ParkedStore.NAME),
            context.getStateStore(ParkedStore.LINE_NAME),
            new DueIndex(due),
            gauges);
    parked.countAll();
    webhooks.forEach(state -> gauges.changed(WebhookState.NEW, state));
    return new Scheduler(
        new Stores(
            new SeenStore(context.getStateStore(SeenStore.NAME), limits.dedupWindow()),
            webhooks,
            parked,
            new EarlyResultStore(
                context.getStateStore(EarlyResultStore.NAME), context.currentSystemTimeMs())),
        new CountingEmitter(new ForwardingEmitter(context, machine), metrics),
        gauges,
        limits);
  }

  private void punctuate(long now) {
    Timer.Sample began = metrics.begin();
    if (scheduler().onTime(now)) {
      began.stop(metrics.punctuation);
    }
  }

  @Override
  public void close() {
    punctuator.cancel(); // The task that is begun anew keeps it, and would have one more each time.
    gauges.takeBack();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata source =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without its place in the log"));
    long now = context.currentSystemTimeMs();
    try {
      read(record, source, now);
    } catch (UnreadableRecordException e) {
      setAside(record, source, e);
    }
  }

  private void read(Record<byte[], byte[]> record, RecordMetadata source, long now)
      throws UnreadableRecordException {
    if (source.topic().equals(topics.deliveries())) {
      Delivery delivery = delivery(record).createdAt(record.timestamp());
      scheduler().onDelivery(delivery, body(record), now);
    } else if (source.topic().equals(topics.attemptResults())) {
      Delivery delivery = delivery(record);
      scheduler().onResult(delivery, result(record), body(record), now);
    } else if (source.topic().equals(topics.subscriptions())) {
      scheduler().onSubscription(webhookId(record), subscription(record.value()), now);
    } else if (source.topic().equals(topics.commands())) {
      scheduler().commands().on(command(record), record.timestamp(), now);
    } else {
      throw new IllegalStateException("a record from a topic that nobody reads: " + source.topic());
    }
  }

  private void setAside(
      Record<byte[], byte[]> record, RecordMetadata source, UnreadableRecordException problem) {
    LOG.error(
        "set aside an unreadable record of {}-{} at offset {}: {}",
        source.topic(),
        source.partition(),
        source.offset(),
        problem.getMessage());
    metrics.setAside.increment();
    RecordHeaders headers = new RecordHeaders(record.headers());
    RejectionHeaders.add(
        headers,
        RejectionReason.MALFORMED_RECORD,
        String.valueOf(problem.getMessage()),
        source.topic(),
        source.partition(),
        source.offset(),
        record.timestamp());
    context.forward(record.withHeaders(headers), ScheduleTopology.REJECTED_SINK);
  }

  private static Delivery delivery(Record<byte[], byte[]> record) throws UnreadableRecordException {
    try {
      return DeliveryHeaders.delivery(record.headers());
    } catch (DeliveryHeaders.MalformedHeaderException e) {
      throw new UnreadableRecordException(e);
    }
  }

  private static AttemptResult result(Record<byte[], byte[]> record)
      throws UnreadableRecordException {
    try {
      return AttemptResult.of(record.headers());
    } catch (DeliveryHeaders.MalformedHeaderException e) {
      throw new UnreadableRecordException(e);
    }
  }

  private static Command command(Record<byte[], byte[]> record) throws UnreadableRecordException {
    try {
      return Command.of(webhookId(record), record.headers(), body(record));
    } catch (DeliveryHeaders.MalformedHeaderException e) {
      throw new UnreadableRecordException(e);
    }
  }

  private static UUID webhookId(Record<byte[], byte[]> record) throws UnreadableRecordException {
    if (record.key() == null) {
      throw new UnreadableRecordException(new IllegalArgumentException("a record without a key"));
    }
    try {
      return UUID.fromString(new String(record.key(), UTF_8));
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordException(e);
    }
  }

  private static @Nullable Subscription subscription(byte @Nullable [] value)
      throws UnreadableRecordException {
    try {
      return value == null ? null : Subscription.FORMAT.read(value);
    } catch (JacksonException e) {
      throw new UnreadableRecordException(e);
    }
  }

  private static byte[] body(Record<byte[], byte[]> record) {
    return record.value() == null ? new byte[0] : record.value();
  }

  /** A record on one of our own topics that cannot be read. */
  private static final class UnreadableRecordException extends Exception {
    UnreadableRecordException(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }
}
