package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Takes tasks from some topics and keeps up to a number of them in flight.
 *
 * <pre>
 *   poll ──► begin (a slot is free) ──► attempt ──► report ──► acknowledged ──► finish ──► commit
 *     ▲                                                                           │
 *     └─ while none is free: partitions paused, polled only to stay in the group ─┘
 * </pre>
 *
 * A record's offset is finished only after the broker has its result. When partitions go to another
 * process, nothing more is taken from them, what is in flight ends and is committed, then they are
 * let go: a rebalance repeats no request. A task handed out twice is made once ({@link
 * MadeAttempts}).
 *
 * <p>Threading: one thread runs the lane and owns its consumer and partitions; results arrive from
 * the producer's and the event loops' threads through {@code finished} and {@code notMade} only.
 * {@link #stop}, {@link #failure} and {@link #joined} may be called by any thread.
 */
final class Lane implements Runnable, ConsumerRebalanceListener {

  private static final Duration POLL = Duration.ofMillis(100);

  private final LaneSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Attempts attempts;
  private final ResultReporter reporter;
  private final DispatchListener listener;
  private final DispatchMetrics metrics;
  private final Counter poison;
  private final Timer queueAge;

  private final LanePartitions partitions;

  /** Polled and not begun; less than one poll's records. */
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();

  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

  /** Tasks that ended without a request. */
  private final Queue<Taken> notMade = new ConcurrentLinkedQueue<>();

  private final AtomicInteger inFlight;
  private long polledAtNs;
  private long committedAtNs;

  private volatile @Nullable Duration stopWithin;
  private volatile @Nullable Throwable failure;
  private volatile boolean joined;

  Lane(
      LaneSettings settings,
      Consumer<byte[], byte[]> consumer,
      Attempts attempts,
      ResultReporter reporter,
      TakeOver takeOver,
      DispatchListener listener,
      DispatchMetrics metrics,
      AtomicInteger inFlight) {
    this.settings = settings;
    this.consumer = consumer;
    this.attempts = attempts;
    this.reporter = reporter;
    this.listener = listener;
    this.metrics = metrics;
    this.poison = metrics.poison(settings.name());
    this.queueAge = metrics.queueAge(settings.name());
    this.partitions = new LanePartitions(consumer, takeOver);
    this.inFlight = inFlight;
  }

  /**
   * A task is through.
   *
   * @param failure why its result is not acknowledged; null if it is
   */
  private record Finished(Taken taken, @Nullable Throwable failure) {}

  /** A task in hand, and where it belongs. */
  private record Taken(
      ConsumerRecord<byte[], byte[]> record, Task task, OffsetTracker tracker, MadeAttempts made) {}

  /** Stops taking tasks, waits up to {@code limit} for those in flight, leaves the group. */
  void stop(Duration limit) {
    stopWithin = limit;
  }

  /** Why the lane stopped by itself; null if it did not. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Whether the lane is a member of its group. */
  boolean joined() {
    return joined;
  }

  @Override
  public void run() {
    try {
      consumer.subscribe(settings.topics(), this);
      Duration limit = stopWithin;
      while (limit == null) {
        step();
        limit = stopWithin;
      }
      letGo(partitions.all(), limit);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      joined = false;
      leave();
    }
  }

  private void step() {
    beginWaiting();
    if (waiting.isEmpty() && inFlight.get() < settings.slots()) {
      consumer.poll(POLL).forEach(waiting::add);
      polledAtNs = now();
      finishAll(Duration.ZERO);
    } else {
      finishAll(POLL);
      if (now() - polledAtNs >= POLL.toNanos()) {
        pollPaused();
      }
    }
    if (now() - committedAtNs >= settings.commitInterval().toNanos()) {
      committedAtNs = now();
      partitions.commitAsync();
    }
  }

  private void beginWaiting() {
    while (!waiting.isEmpty() && inFlight.get() < settings.slots()) {
      begin(waiting.remove());
    }
  }

  /** Full for a while: shows the group that we live, and takes part in its rebalances. */
  private void pollPaused() {
    polledAtNs = now();
    consumer.pause(consumer.assignment());
    consumer.poll(Duration.ZERO).forEach(waiting::add); // of partitions assigned just now
    consumer.resume(consumer.assignment());
  }

  private void begin(ConsumerRecord<byte[], byte[]> record) {
    for (Taken taken = notMade.poll(); taken != null; taken = notMade.poll()) {
      taken.made().notMade(AttemptKey.of(taken.task()));
    }
    OffsetTracker tracker = partitions.tracker(partition(record));
    MadeAttempts made = partitions.made(partition(record));
    if (tracker == null || made == null || !tracker.take(record.offset())) {
      return;
    }
    Task task;
    try {
      task = Task.of(record);
    } catch (IllegalArgumentException e) {
      poison(record, String.valueOf(e.getMessage()));
      tracker.finish(record.offset());
      return;
    }
    if (made.begin(AttemptKey.of(task))) {
      make(new Taken(record, task, tracker, made));
    } else {
      metrics.handedOutAgain();
      tracker.finish(record.offset());
    }
  }

  private void make(Taken taken) {
    inFlight.incrementAndGet();
    long age = metrics.clock().wallTime() - taken.record().timestamp();
    queueAge.record(Math.max(0, age), TimeUnit.MILLISECONDS); // hosts' clocks differ
    var unused =
        attempts
            .make(taken.task())
            .whenComplete(
                (result, problem) -> {
                  if (problem != null) {
                    finished.add(new Finished(taken, problem));
                  } else {
                    report(taken, result);
                  }
                });
  }

  private void report(Taken taken, AttemptResult result) {
    observe(taken.task(), result);
    if (!result.made()) {
      notMade.add(taken); // Before the scheduler can hear of it and ask again.
    }
    var unused =
        reporter
            .report(taken.task(), result)
            .whenComplete((done, problem) -> finished.add(new Finished(taken, problem)));
  }

  private void observe(Task task, AttemptResult result) {
    metrics.attempted(result);
    if (!result.succeeded()) {
      AttemptLog.failed(task, result);
    }
  }

  /** Finishes what is through, waiting up to {@code limit} for the first. */
  private void finishAll(Duration limit) {
    Finished one = next(limit);
    while (one != null) {
      inFlight.decrementAndGet();
      finish(one);
      one = finished.poll();
    }
  }

  private void finish(Finished one) {
    Taken taken = one.taken();
    if (one.failure() != null) {
      onUnreported(taken.record(), one.failure());
    }
    taken.tracker().finish(taken.record().offset());
  }

  private @Nullable Finished next(Duration limit) {
    try {
      return finished.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the lane was interrupted", e);
    }
  }

  private void onUnreported(ConsumerRecord<byte[], byte[]> record, Throwable problem) {
    Throwable cause = problem.getCause() == null ? problem : problem.getCause();
    if (!(cause instanceof RecordTooLargeException)) {
      throw new IllegalStateException("an attempt could not be made or reported", cause);
    }
    poison(record, "its result is too large for the attempt-results topic");
  }

  private void poison(ConsumerRecord<byte[], byte[]> record, String problem) {
    poison.increment();
    listener.onPoison(record, problem);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    joined = true;
    partitions.assigned(assigned);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    letGo(revoked, settings.drainLimit());
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    waiting.removeIf(record -> lost.contains(partition(record)));
    partitions.lose(lost);
  }

  private void letGo(Collection<TopicPartition> leaving, Duration limit) {
    waiting.removeIf(record -> leaving.contains(partition(record)));
    long begun = now();
    while (!partitions.idle(leaving) && now() - begun < limit.toNanos()) {
      finishAll(POLL);
    }
    partitions.commitSync(leaving);
    partitions.forget(leaving);
  }

  private void drop(Collection<TopicPartition> leaving) {
    waiting.removeIf(record -> leaving.contains(partition(record)));
    partitions.forget(leaving);
  }

  /**
   * After a failure too: what is finished is acknowledged, so its offsets may be committed, and
   * what is in flight ends, so that it is not made again by whoever gets the partitions.
   */
  private void leave() {
    try {
      if (failure != null) {
        awaitInFlight(); // A stop has done so already, for as long as it was given.
      }
      inFlight.set(0);
      partitions.commitSync(partitions.all());
      drop(partitions.all());
      consumer.close();
    } catch (KafkaException e) {
      if (failure == null) {
        failure = e;
      }
    }
  }

  private void awaitInFlight() {
    long begun = now();
    while (inFlight.get() > 0 && now() - begun < settings.drainLimit().toNanos()) {
      Finished one = next(POLL);
      if (one != null) {
        inFlight.decrementAndGet();
        if (one.failure() == null) {
          one.taken().tracker().finish(one.taken().record().offset());
        }
      }
    }
  }

  private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private long now() {
    return metrics.clock().monotonicTime();
  }
}
