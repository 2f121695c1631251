package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/**
 * Lets outcomes into the database before pending deliveries. Most deliveries end within moments; a
 * row that was pending before costs more than twice as much, since a change of the status writes
 * nearly every index anew. So a pending delivery waits, from its arrival on,
 *
 * <ul>
 *   <li>for {@link #HELD};
 *   <li>while deliveries come by the thousand, for twice as long as the quickest of them take: in a
 *       burst that is seconds. Not the slowest, which may be one tenant's;
 *   <li>while more than {@link #FEW} outcomes are behind: the database is what everybody waits for
 *       then;
 *   <li>but never longer than {@link #LONGEST}.
 * </ul>
 *
 * <p>Threading: one thread brings outcomes, another waits.
 */
@Component
final class OutcomesFirst {

  static final Duration HELD = Duration.ofMillis(500);

  static final Duration LONGEST = Duration.ofMinutes(2);

  /** Outcomes; about one batch. */
  static final long FEW = 1_000;

  /** First attempts in a batch of outcomes; fewer say nothing of how long deliveries take. */
  static final int MANY = 100;

  /** How long it counts what was noted of outcomes: who brings them may be gone. */
  static final Duration COUNTS = Duration.ofSeconds(2);

  static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** {@link Thread#sleep}, or a clock that a test drives. */
  interface Sleep {
    void sleep(long millis) throws InterruptedException;
  }

  /**
   * What is known of outcomes.
   *
   * @param hold how long a pending delivery is worth holding
   */
  private record Noted(Instant at, boolean behind, Duration hold) {}

  private volatile Noted noted = new Noted(Instant.MIN, false, HELD);

  private final InstantSource clock;
  private final Sleep sleep;

  @Autowired
  OutcomesFirst() {
    this(Clock.systemUTC(), Thread::sleep);
  }

  OutcomesFirst(InstantSource clock, Sleep sleep) {
    this.clock = clock;
    this.sleep = sleep;
  }

  /** {@code outcomes}, and what is behind them is noted. */
  BatchConsumerAwareMessageListener<byte[], byte[]> noting(
      BatchMessageListener<byte[], byte[]> outcomes) {
    return (records, consumer) -> {
      note(behind(Objects.requireNonNull(consumer)));
      outcomes.onMessage(records);
    };
  }

  /** {@code pending}, at its time. */
  BatchMessageListener<byte[], byte[]> waiting(BatchMessageListener<byte[], byte[]> pending) {
    return records -> {
      await(records);
      pending.onMessage(records);
    };
  }

  /** As far as the consumer knows, which is as far as it has fetched. */
  private static long behind(Consumer<?, ?> consumer) {
    Collection<TopicPartition> assigned = consumer.assignment();
    return assigned.stream().mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum();
  }

  void note(long outcomesBehind) {
    noted = new Noted(clock.instant(), outcomesBehind > FEW, noted.hold());
  }

  /** Outcomes that are in the database now. */
  void written(List<DeliveryOutcome> batch) {
    long[] delays =
        batch.stream()
            .filter(outcome -> outcome.run() == 0 && outcome.attempt() == 1)
            .mapToLong(
                outcome -> Duration.between(outcome.createdAt(), outcome.recordedAt()).toMillis())
            .sorted()
            .toArray();
    Duration hold = HELD;
    if (delays.length >= MANY) {
      long twice = 2 * delays[delays.length / 10];
      hold = Duration.ofMillis(Math.max(HELD.toMillis(), Math.min(twice, LONGEST.toMillis())));
    }
    noted = new Noted(clock.instant(), noted.behind(), hold);
  }

  private void await(List<ConsumerRecord<byte[], byte[]>> records) {
    long oldest = records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(0);
    long newest = records.stream().mapToLong(ConsumerRecord::timestamp).max().orElse(0);
    try {
      await(oldest, newest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Whoever ends this thread does not wait.
    }
  }

  /**
   * Returns when deliveries may be written as pending.
   *
   * @param oldest time of the first arrival, milliseconds since the epoch, by whatever clock
   * @param newest of the last
   */
  void await(long oldest, long newest) throws InterruptedException {
    long start = clock.millis();
    for (long left = left(start, oldest, newest); left > 0; left = left(start, oldest, newest)) {
      sleep.sleep(Math.min(left, HELD.toMillis()));
    }
  }

  /** Milliseconds to wait, as far as is known now. */
  private long left(long start, long oldest, long newest) {
    long now = clock.millis();
    Noted known = noted;
    boolean counts = known.at().isAfter(clock.instant().minus(COUNTS));
    long hold = (counts ? known.hold() : HELD).toMillis();
    // Another machine's clock may be ahead of ours.
    long left = Math.min(newest, start) + hold - now;
    if (counts && known.behind()) {
      left = Math.max(left, LOOK_AGAIN.toMillis());
    }
    return Math.min(left, Math.min(oldest, start) + LONGEST.toMillis() - now);
  }
}
