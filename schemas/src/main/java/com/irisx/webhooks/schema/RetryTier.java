package com.irisx.webhooks.schema;

import java.time.Duration;
import java.util.List;

/**
 * The delay tiers of the retry lanes. A retry waits in the scheduler's state store until it is due
 * and is then handed out on the lane of the smallest tier that covers its delay, so that a flood of
 * one kind of retry does not queue in front of another.
 */
public enum RetryTier {
  S1("1s", Duration.ofSeconds(1)),
  S2("2s", Duration.ofSeconds(2)),
  S4("4s", Duration.ofSeconds(4)),
  S8("8s", Duration.ofSeconds(8)),
  S16("16s", Duration.ofSeconds(16)),
  M1("1m", Duration.ofMinutes(1)),
  M10("10m", Duration.ofMinutes(10)),
  H1("1h", Duration.ofHours(1)),
  H6("6h", Duration.ofHours(6)),
  H24("24h", Duration.ofHours(24));

  /** Smallest first. */
  public static final List<RetryTier> ALL = List.of(values());

  private final String label;
  private final Duration delay;

  RetryTier(String label, Duration delay) {
    this.label = label;
    this.delay = delay;
  }

  /** The suffix of the lane's topic, such as {@code 16s}. */
  public String label() {
    return label;
  }

  /** The longest delay this tier covers (the last tier also takes everything longer). */
  public Duration delay() {
    return delay;
  }

  /** The smallest tier whose delay is at least {@code delay}, or the largest tier if none is. */
  public static RetryTier covering(Duration delay) {
    for (RetryTier tier : ALL) {
      if (tier.delay.compareTo(delay) >= 0) {
        return tier;
      }
    }
    return H24;
  }
}
