package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * How far a delivery is. Records may come twice or, around a crash, an older one after a newer: the
 * furthest wins, so a delivery never goes back from its end to the middle of the same run.
 */
record Progress(int run, DeliveryStatus status, int attempt, Instant recordedAt)
    implements Comparable<Progress> {

  private static final Comparator<Progress> ORDER =
      Comparator.comparingInt(Progress::run)
          .thenComparing(progress -> progress.status().terminal())
          .thenComparingInt(Progress::attempt)
          .thenComparing(Progress::recordedAt);

  Progress {
    // As exact as the database keeps it: what comes back must be equal to what went in.
    recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Later than its arrival whatever the clocks say: the scheduler may decide on a delivery within
   * the millisecond in which it entered the log, and reads its clock less often than that.
   */
  static Progress of(DeliveryOutcome outcome) {
    Instant earliest = outcome.createdAt().plus(1, ChronoUnit.MICROS);
    Instant recordedAt = outcome.recordedAt();
    return new Progress(
        outcome.run(),
        outcome.status(),
        outcome.attempt(),
        recordedAt.isBefore(earliest) ? earliest : recordedAt);
  }

  /** As far as a new delivery is. */
  static Progress of(Arrival arrival) {
    return new Progress(arrival.delivery().run(), DeliveryStatus.PENDING, 0, arrival.at());
  }

  @Override
  public int compareTo(Progress other) {
    return ORDER.compare(this, other);
  }
}
