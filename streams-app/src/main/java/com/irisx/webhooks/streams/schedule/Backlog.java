package com.irisx.webhooks.streams.schedule;

/**
 * The ends of a webhook's line. Immutable.
 *
 * @param head the number of the first delivery in line
 * @param tail the number the next one to join at the end will get
 */
record Backlog(long head, long tail) {

  /** The numbers begin in the middle, so that one may also join at the front. */
  private static final long START = 1L << 40;

  static final Backlog EMPTY = new Backlog(START, START);

  boolean isEmpty() {
    return head == tail;
  }

  /** At most this many stand in line; fewer if some left from the middle. */
  long size() {
    return tail - head;
  }

  Backlog withoutFirst() {
    return head + 1 == tail ? EMPTY : new Backlog(head + 1, tail);
  }

  Backlog joinedAtEnd() {
    return new Backlog(head, tail + 1);
  }

  Backlog joinedAtFront() {
    return new Backlog(head - 1, tail);
  }
}
