package com.irisx.webhooks.standalone.demo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What goes wrong at a receiver now and then, so that retries have something to do.
 *
 * @param failing the share of requests that end as 500
 * @param slow the share of requests that take long
 */
record Mishaps(RandomGenerator random, double failing, double slow) {

  private static final Duration SLOW = Duration.ofMillis(1500);

  static Mishaps usual() {
    return new Mishaps(RandomGenerator.getDefault(), 0.15, 0.02);
  }

  /** How one request goes. */
  record Fate(int status, Duration delay) {}

  Fate next() {
    double chance = random.nextDouble();
    if (chance < failing) {
      return new Fate(500, Duration.ZERO);
    }
    return new Fate(200, chance < failing + slow ? SLOW : Duration.ZERO);
  }
}
