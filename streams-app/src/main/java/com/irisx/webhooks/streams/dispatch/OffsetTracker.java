package com.irisx.webhooks.streams.dispatch;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which records of one partition are finished, where records finish in any order. What is committed
 * is the lowest offset that is not finished, with a {@link CommitNote} of the finished ones above
 * it.
 *
 * <p>Not safe for use by several threads; a lane's thread owns it.
 */
final class OffsetTracker {

  private final CommitNote predecessor;

  /** Taken and not finished. Offsets are taken in rising order, so the first is the lowest. */
  private final LinkedHashSet<Long> open = new LinkedHashSet<>();

  /** Behind the highest offset taken or skipped. */
  private long next;

  private boolean uncommitted;

  /**
   * A partition that was just assigned.
   *
   * @param predecessor the note committed last for this partition
   */
  OffsetTracker(CommitNote predecessor) {
    this.predecessor = predecessor;
  }

  /** Takes a record in hand; false if it was finished already and must be skipped. */
  boolean take(long offset) {
    next = offset + 1;
    uncommitted = true;
    return !predecessor.finished(offset) && open.add(offset);
  }

  /** The record with this offset needs nothing more. */
  void finish(long offset) {
    uncommitted |= open.remove(offset);
  }

  /** Whether every record taken is finished. */
  boolean idle() {
    return open.isEmpty();
  }

  /** What to commit, if anything changed since this was last asked. */
  Optional<OffsetAndMetadata> takeUncommitted() {
    if (!uncommitted) {
      return Optional.empty();
    }
    uncommitted = false;
    long position = open.isEmpty() ? next : open.iterator().next();
    return Optional.of(new OffsetAndMetadata(position, note().text()));
  }

  /** Passes on what the predecessor finished and this owner has not come to yet. */
  private CommitNote note() {
    if (predecessor.next() <= next) {
      return new CommitNote(next, open);
    }
    Set<Long> all = new LinkedHashSet<>(open);
    predecessor.open().stream().filter(offset -> offset >= next).forEach(all::add);
    return new CommitNote(predecessor.next(), all);
  }

  /** What was taken by {@link #takeUncommitted} did not get through. */
  void commitFailed() {
    uncommitted = true;
  }
}
