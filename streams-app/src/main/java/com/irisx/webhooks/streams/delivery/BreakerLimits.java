package com.irisx.webhooks.streams.delivery;

import java.time.Duration;

/**
 * When a webhook's breaker opens, and for how long.
 *
 * @param failures in a row, at least this many
 * @param failingFor at least this long, so that a burst of failures within a moment, or a restart
 *     of the endpoint, changes nothing about the retry schedule
 * @param coolDown how long it stays open the first time; twice as long each further time in a row
 * @param maxCoolDown but never longer than this
 */
public record BreakerLimits(
    int failures, Duration failingFor, Duration coolDown, Duration maxCoolDown) {

  public static final BreakerLimits DEFAULT =
      new BreakerLimits(20, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(5));

  public BreakerLimits {
    if (failures < 1) {
      throw new IllegalArgumentException("breaker failures: at least 1, is " + failures);
    }
    if (failingFor.isNegative() || coolDown.isZero() || coolDown.isNegative()) {
      throw new IllegalArgumentException("breaker cool-down: must be positive, is " + coolDown);
    }
    if (maxCoolDown.compareTo(coolDown) < 0) {
      throw new IllegalArgumentException("breaker cool-down: longest is below shortest");
    }
  }

  /** How long it stays open the {@code trip}-th time in a row, from 1. */
  Duration coolDown(int trip) {
    Duration longer = coolDown;
    for (int i = 1; i < trip && longer.compareTo(maxCoolDown) < 0; i++) {
      longer = longer.multipliedBy(2);
    }
    return longer.compareTo(maxCoolDown) < 0 ? longer : maxCoolDown;
  }
}
