package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.BreakerState;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One partition's part of {@link ScheduleMetrics}: counted from the stores when the partition
 * comes, kept up to date with every change, taken back when it goes.
 *
 * <p>Threading: used by one stream thread at a time.
 */
final class Gauges {

  private final ScheduleMetrics metrics;
  private long waitingForTime;
  private long waitingInLine;
  private long inFlight;
  private long paused;
  private long disabled;
  private long known;
  private final Map<BreakerState, Long> breakers = new EnumMap<>(BreakerState.class);

  Gauges(ScheduleMetrics metrics) {
    this.metrics = metrics;
  }

  void waitingForTime(int change) {
    waitingForTime += change;
    metrics.waitingForTime.addAndGet(change);
  }

  void waitingInLine(int change) {
    waitingInLine += change;
    metrics.waitingInLine.addAndGet(change);
  }

  /** A webhook's state was replaced. */
  void changed(WebhookState before, WebhookState after) {
    int more = after.inFlight().size() - before.inFlight().size();
    if (more != 0) {
      inFlight += more;
      metrics.inFlight.addAndGet(more);
    }
    if (!before.hold().equals(after.hold())) {
      paused(difference(before.hold().paused(), after.hold().paused()));
      disabled(difference(before.hold().disabled() != null, after.hold().disabled() != null));
    }
    known(difference(before.settings() != null, after.settings() != null));
    BreakerState was = before.breakerState();
    BreakerState is = after.breakerState();
    if (was != is) {
      breaker(was, -1);
      breaker(is, 1);
    }
  }

  void handedOut() {
    metrics.handedOut.increment();
  }

  void duplicate() {
    metrics.duplicates.increment();
  }

  void forgottenResult() {
    metrics.forgottenResults.increment();
  }

  void lostHandOver() {
    metrics.lostHandOvers.increment();
  }

  void late(long millis) {
    metrics.late(millis);
  }

  /** The partition goes to somebody else. */
  void takeBack() {
    metrics.waitingForTime.addAndGet(-waitingForTime);
    metrics.waitingInLine.addAndGet(-waitingInLine);
    metrics.inFlight.addAndGet(-inFlight);
    metrics.paused.addAndGet(-paused);
    metrics.disabled.addAndGet(-disabled);
    metrics.known.addAndGet(-known);
    breakers.forEach((state, count) -> breaker(state, Math.toIntExact(-count)));
  }

  private void paused(int change) {
    paused += change;
    metrics.paused.addAndGet(change);
  }

  private void disabled(int change) {
    disabled += change;
    metrics.disabled.addAndGet(change);
  }

  private void known(int change) {
    known += change;
    metrics.known.addAndGet(change);
  }

  private void breaker(BreakerState state, int change) {
    AtomicLong total = metrics.breakers.get(state); // None counts those that are closed.
    if (total != null) {
      breakers.merge(state, (long) change, Long::sum);
      total.addAndGet(change);
    }
  }

  private static int difference(boolean before, boolean after) {
    return (after ? 1 : 0) - (before ? 1 : 0);
  }
}
