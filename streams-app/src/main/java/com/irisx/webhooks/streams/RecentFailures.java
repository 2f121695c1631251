package com.irisx.webhooks.streams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells what passes by itself from what does not, by how often something failed lately.
 *
 * <p>Threading: safe for use by several threads.
 */
final class RecentFailures {

  /** So many failures within the window are too many. */
  static final int LIMIT = 10;

  /** How far back failures count. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  private final Clock clock;
  private final Deque<Instant> recent = new ArrayDeque<>();

  RecentFailures(Clock clock) {
    this.clock = clock;
  }

  synchronized void add() {
    recent.addLast(clock.instant());
    if (recent.size() > LIMIT) {
      recent.removeFirst();
    }
  }

  /** Whether the last {@link #LIMIT} failures all lie within the window. */
  synchronized boolean tooMany() {
    return recent.size() == LIMIT && recent.getFirst().isAfter(clock.instant().minus(WINDOW));
  }
}
