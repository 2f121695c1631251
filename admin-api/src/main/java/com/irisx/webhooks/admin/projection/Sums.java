package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.statistics.DurationBins;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes of counts, added up. Threading: one thread. */
final class Sums {

  private final Map<DeliveryStatus, Long> counts = new EnumMap<>(DeliveryStatus.class);
  private final long[] durations = new long[DurationBins.COUNT];
  private long retriedDelivered;
  private long retriedFailed;
  private long attempts;
  private long durationMs;
  private @Nullable Instant lastSuccessAt;
  private @Nullable Instant lastFailureAt;

  /** A delivery that is there ({@code change} 1) came, or went ({@code change} -1). */
  void count(Progress progress, long change) {
    counts.merge(progress.status(), change, Long::sum);
    if (progress.attempt() > 1 || progress.run() > 0) {
      switch (progress.status()) {
        case DELIVERED -> retriedDelivered += change;
        case FAILED, EXPIRED -> retriedFailed += change;
        case PENDING, RETRYING, CANCELLED -> {}
      }
    }
  }

  void attempted(DeliveryOutcome outcome) {
    attempts++;
    if (outcome.durationMs() != null) {
      durationMs += outcome.durationMs();
      durations[DurationBins.of(outcome.durationMs())]++;
    }
    if (outcome.error() == null) {
      lastSuccessAt = later(lastSuccessAt, outcome.recordedAt());
    } else {
      lastFailureAt = later(lastFailureAt, outcome.recordedAt());
    }
  }

  long count(DeliveryStatus status) {
    return counts.getOrDefault(status, 0L);
  }

  /** Of those delivered, which needed more than one attempt, or were asked for again. */
  long retriedDelivered() {
    return retriedDelivered;
  }

  /** The same of those that failed or expired. */
  long retriedFailed() {
    return retriedFailed;
  }

  long attempts() {
    return attempts;
  }

  long durationMs() {
    return durationMs;
  }

  /**
   * Attempts in each of {@link DurationBins}, as Postgres spells arrays; short without slow ones.
   */
  String durations() {
    int used = durations.length;
    while (used > 0 && durations[used - 1] == 0) {
      used--;
    }
    return Arrays.stream(durations, 0, used)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Nullable Instant lastSuccessAt() {
    return lastSuccessAt;
  }

  @Nullable Instant lastFailureAt() {
    return lastFailureAt;
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }
}
