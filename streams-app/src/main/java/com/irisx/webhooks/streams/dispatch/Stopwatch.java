package com.irisx.webhooks.streams.dispatch;

import io.micrometer.core.instrument.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When something began by the wall clock, and how long it took by the steady one, which nobody
 * adjusts.
 */
record Stopwatch(Clock clock, long startedMs, long startedNs) {

  static Stopwatch start(Clock clock) {
    return new Stopwatch(clock, clock.wallTime(), clock.monotonicTime());
  }

  Instant startedAt() {
    return Instant.ofEpochMilli(startedMs);
  }

  Span stop() {
    return new Span(startedMs, TimeUnit.NANOSECONDS.toMillis(clock.monotonicTime() - startedNs));
  }

  /**
   * A stretch of time.
   *
   * @param startedMs milliseconds since the epoch
   */
  record Span(long startedMs, long durationMs) {
    Instant end() {
      return Instant.ofEpochMilli(startedMs + durationMs);
    }
  }
}
