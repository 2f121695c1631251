package com.irisx.webhooks.streams.delivery;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import java.time.Duration;

/**
 * Spreads retries of deliveries that failed together. A pure function of the delivery and the
 * attempt, so that a record processed again gives the same due time; only ever longer, so that
 * nothing is early.
 */
final class Jitter {

  /** A prime close to 2^64 divided by the golden ratio: neighbours end up far apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Jitter() {}

  /** {@code delay}, or up to {@code percent} longer. */
  static Duration add(Duration delay, int percent, Delivery delivery, AttemptResult result) {
    if (percent == 0) {
      return delay;
    }
    return delay.plusMillis((long) (delay.toMillis() * (percent / 100.0) * draw(delivery, result)));
  }

  /** From 0 to 1. */
  private static double draw(Delivery delivery, AttemptResult result) {
    long mixed =
        delivery.deliveryId().getLeastSignificantBits()
            ^ delivery.deliveryId().getMostSignificantBits()
            ^ (31L * delivery.run() + result.attempt());
    mixed *= SPREAD;
    mixed ^= mixed >>> 32;
    mixed *= SPREAD;
    return (mixed >>> 11) / (double) (1L << 53);
  }
}
