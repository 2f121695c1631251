package com.irisx.webhooks.faults.account;

import java.util.Arrays;
import java.util.List;

/**
 * How long after its due time a repeat attempt arrived, in milliseconds.
 *
 * @param attempts how many were looked at
 */
public record Lateness(int attempts, long p50, long p99, long max) {

  static Lateness of(List<Long> millis) {
    if (millis.isEmpty()) {
      return new Lateness(0, 0, 0, 0);
    }
    long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Lateness(
        sorted.length,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.99)],
        Arrays.stream(sorted).max().orElseThrow());
  }

  @Override
  public String toString() {
    return "%d attempts, p50 %d ms, p99 %d ms, max %d ms".formatted(attempts, p50, p99, max);
  }
}
