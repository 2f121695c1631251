package com.irisx.webhooks.streams.delivery;

import java.time.Duration;

/**
 * What bounds retries.
 *
 * @param jitterPercent how much longer than the schedule says a delay may be, drawn for each
 *     attempt; 0 for the schedule as it is
 * @param maxRetryAfter the longest {@code Retry-After} that is heeded
 * @param maxAge how long after it was created a delivery may still be sent; one that a person asked
 *     for again has no age
 * @param disableAfter a webhook none of whose attempts succeeded for this long is switched off
 */
public record RetryLimits(
    int jitterPercent, Duration maxRetryAfter, Duration maxAge, Duration disableAfter) {

  public static final RetryLimits DEFAULT =
      new RetryLimits(0, Duration.ofHours(1), Duration.ofDays(14), Duration.ofDays(5));

  public RetryLimits {
    if (jitterPercent < 0 || jitterPercent > 100) {
      throw new IllegalArgumentException("retry jitter: 0 to 100 percent, is " + jitterPercent);
    }
    if (maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException("longest Retry-After: is negative");
    }
    if (maxAge.isZero() || maxAge.isNegative() || disableAfter.isZero()) {
      throw new IllegalArgumentException("max age and disable after: must be positive");
    }
  }

  /**
   * When a delivery becomes too old, milliseconds since the epoch; {@link Long#MAX_VALUE}: never.
   */
  public long expiresAt(long createdAt, int run) {
    return run == 0 ? createdAt + maxAge.toMillis() : Long.MAX_VALUE;
  }
}
