package com.irisx.webhooks.admin.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Deliveries by what became of them, and their attempts.
 *
 * @param failed whose attempts are used up, or that became too old
 * @param retriedDelivered of {@code delivered}, those that needed more than one attempt
 * @param retriedFailed of {@code failed}, those that had more than one attempt
 * @param durationMs of all attempts together
 * @param webhooks that got any of the deliveries, counted anew each day
 */
record Counts(
    long pending,
    long delivered,
    long failed,
    long cancelled,
    long retriedDelivered,
    long retriedFailed,
    long attempts,
    long durationMs,
    long webhooks) {

  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        pending + other.pending,
        delivered + other.delivered,
        failed + other.failed,
        cancelled + other.cancelled,
        retriedDelivered + other.retriedDelivered,
        retriedFailed + other.retriedFailed,
        attempts + other.attempts,
        durationMs + other.durationMs,
        webhooks + other.webhooks);
  }

  long total() {
    return pending + delivered + failed + cancelled;
  }

  /** Of those that succeeded or failed, the share that succeeded; null if there are none. */
  @Nullable Double successRate() {
    return ratio(delivered, delivered + failed);
  }

  @Nullable Double retrySuccessRate() {
    return ratio(retriedDelivered, retriedDelivered + retriedFailed);
  }

  @Nullable Double averageDurationMs() {
    return ratio(durationMs, attempts);
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }
}
