package com.irisx.webhooks.admin.projection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Lets outcomes into the database before pending deliveries. Most deliveries end within moments; a
 * row that was pending before costs more than twice as much, since nearly every index has the
 * status. So a pending delivery waits for {@link #HELD}; and while more than {@link #FEW} outcomes
 * are behind, until it is {@link #LONGEST} old: the database is what everybody waits for then.
 *
 * <p>Threading: one thread brings outcomes, another waits.
 */
final class OutcomesFirst {

  /** From a delivery's arrival on the topic. */
  static final Duration HELD = Duration.ofMillis(500);

  /** From a delivery's arrival on the topic. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** Outcomes; about one batch. */
  static final long FEW = 1_000;

  /** How long it counts that outcomes are behind: who brings them may be gone. */
  static final Duration COUNTS = Duration.ofSeconds(2);

  static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** {@link Thread#sleep}, or a clock that a test drives. */
  interface Sleep {
    void sleep(long millis) throws InterruptedException;
  }

  /** When more than a few outcomes were behind, last. */
  private volatile Instant behindAt = Instant.MIN;

  private final InstantSource clock;
  private final Sleep sleep;

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
    behindAt = outcomesBehind > FEW ? clock.instant() : Instant.MIN;
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
    // Another machine's clock may be ahead of ours.
    long held = Math.min(HELD.toMillis(), newest + HELD.toMillis() - clock.millis());
    if (held > 0) {
      sleep.sleep(held);
    }
    while (outcomesAreBehind() && clock.millis() - oldest < LONGEST.toMillis()) {
      sleep.sleep(LOOK_AGAIN.toMillis());
    }
  }

  private boolean outcomesAreBehind() {
    return behindAt.isAfter(clock.instant().minus(COUNTS));
  }
}
