package com.irisx.webhooks.streams.schedule;

import java.time.Duration;

/**
 * Since when this scheduler has looked at its records and its clock without a gap. After a stop, a
 * crash or a machine's sleep much is overdue at once, and what says that it is not lies unread in
 * the topics: nothing is given up for having waited before that moment.
 */
final class Attention {

  private final Duration gap;
  private long since = Long.MAX_VALUE;
  private long looked;

  /**
   * @param gap between two looks, beyond which attention begins anew
   */
  Attention(Duration gap) {
    this.gap = gap;
  }

  /**
   * Looks at the clock.
   *
   * @return whether attention begins at this moment
   */
  boolean look(long now) {
    boolean begins = since == Long.MAX_VALUE || now - looked > gap.toMillis();
    if (begins) {
      since = now;
    }
    looked = now;
    return begins;
  }

  /** Milliseconds since the epoch; for ever to come before the first look. */
  long since() {
    return since;
  }
}
