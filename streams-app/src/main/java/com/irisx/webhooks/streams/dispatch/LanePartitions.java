package com.irisx.webhooks.streams.dispatch;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that a lane has now, how far each is, and the commits of that.
 *
 * <p>Not safe for use by several threads; the lane's thread owns it, commit callbacks run there
 * too.
 */
final class LanePartitions {

  private static final Logger log = LoggerFactory.getLogger(LanePartitions.class);

  private final Consumer<byte[], byte[]> consumer;
  private final TakeOver takeOver;
  private final Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();
  private final Map<TopicPartition, MadeAttempts> made = new HashMap<>();
  private final Map<TopicPartition, MadeAttempts> lost = new HashMap<>();

  LanePartitions(Consumer<byte[], byte[]> consumer, TakeOver takeOver) {
    this.consumer = consumer;
    this.takeOver = takeOver;
  }

  /** Begins to track partitions where their last owner left off. */
  void assigned(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(partitions);
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata last = committed.get(partition);
      trackers.put(
          partition, new OffsetTracker(CommitNote.parse(last == null ? null : last.metadata())));
      positions.put(partition, last == null ? 0 : last.offset());
    }
    Set<AttemptKey> recorded = takeOver.recorded(positions);
    for (TopicPartition partition : partitions) {
      MadeAttempts own = lost.remove(partition);
      if (own != null) {
        own.backWith(recorded);
      }
      made.put(partition, own == null ? new MadeAttempts(recorded) : own);
    }
  }

  /** Without the notes a few requests are made again: no reason not to go on. */
  private Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    try {
      return consumer.committed(Set.copyOf(partitions));
    } catch (KafkaException e) {
      log.warn("the commit notes of {} cannot be read: {}", partitions, e.toString());
      return Map.of();
    }
  }

  /** The tracker of a partition; null if the lane does not have it. */
  @Nullable OffsetTracker tracker(TopicPartition partition) {
    return trackers.get(partition);
  }

  /** What need not be made again; null if the lane does not have the partition. */
  @Nullable MadeAttempts made(TopicPartition partition) {
    return made.get(partition);
  }

  Set<TopicPartition> all() {
    return Set.copyOf(trackers.keySet());
  }

  /** Whether every record taken from {@code partitions} is finished. */
  boolean idle(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(trackers::get)
        .allMatch(tracker -> tracker == null || tracker.idle());
  }

  /** Forgets partitions; what is still in flight finishes trackers nobody asks any more. */
  void forget(Collection<TopicPartition> partitions) {
    trackers.keySet().removeAll(Set.copyOf(partitions));
    made.keySet().removeAll(Set.copyOf(partitions));
  }

  /**
   * As {@link #forget}, but they were taken from a process that did not notice, and their requests
   * go on: if they come back, these are not made again.
   */
  void lose(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      MadeAttempts own = made.get(partition);
      if (own != null) {
        lost.put(partition, own);
      }
    }
    forget(partitions);
  }

  /** Commits what is finished and does not wait for it. */
  void commitAsync() {
    Map<TopicPartition, OffsetTracker> committing = Map.copyOf(trackers);
    Map<TopicPartition, OffsetAndMetadata> offsets = uncommitted(committing.keySet());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(
          offsets,
          (done, failure) -> {
            if (failure != null) {
              log.warn("offsets are not committed, the next time again: {}", failure.toString());
              committing.values().forEach(OffsetTracker::commitFailed);
            }
          });
    }
  }

  /**
   * Commits what is finished and waits for it. A failure costs repeated requests only: whoever gets
   * the partitions starts at the commit before.
   */
  void commitSync(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = uncommitted(partitions);
    if (!offsets.isEmpty()) {
      try {
        consumer.commitSync(offsets);
      } catch (KafkaException e) {
        log.warn("offsets are not committed: {}", e.toString());
      }
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> uncommitted(
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetTracker tracker = trackers.get(partition);
      if (tracker != null) {
        tracker.takeUncommitted().ifPresent(offset -> offsets.put(partition, offset));
      }
    }
    return offsets;
  }
}
