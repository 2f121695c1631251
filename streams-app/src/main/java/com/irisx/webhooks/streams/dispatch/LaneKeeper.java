package com.irisx.webhooks.streams.dispatch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a lane for as long as it is wanted: after one that failed comes another, with clients of its
 * own, that begins where the last one has committed. What passes, such as a permission taken away
 * and given back, needs nobody.
 *
 * <p>Threading: one thread runs it; the other methods may be called by any.
 */
final class LaneKeeper implements Runnable {

  /** So that what does not pass costs little. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final String name;
  private final Function<AtomicInteger, Lane> lanes;
  private final DispatchListener listener;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Duration drainLimit = Duration.ZERO;
  private volatile @Nullable Lane lane;

  /**
   * @param lanes makes one, which counts what it has in flight where it is told to
   */
  LaneKeeper(
      LaneSettings settings,
      Function<AtomicInteger, Lane> lanes,
      DispatchListener listener,
      DispatchMetrics metrics) {
    this.name = settings.name();
    this.lanes = lanes;
    this.listener = listener;
    metrics.gaugeInFlight(settings.name(), settings.slots(), inFlight::get);
  }

  @Override
  public void run() {
    do {
      Throwable failure = runOne();
      if (failure != null) {
        listener.onLaneFailed(name, failure);
      }
    } while (!isStopping(PAUSE));
  }

  private @Nullable Throwable runOne() {
    Lane next;
    try {
      next = lanes.apply(inFlight);
    } catch (RuntimeException e) {
      return e;
    }
    lane = next;
    if (isStopping(Duration.ZERO)) {
      next.stop(drainLimit); // Told while there was none to be told.
    }
    next.run();
    return next.failure();
  }

  private boolean isStopping(Duration within) {
    try {
      return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Stops taking tasks, waits up to {@code limit} for those in flight, leaves the group. */
  void stop(Duration limit) {
    drainLimit = limit;
    stopping.countDown();
    Lane current = lane;
    if (current != null) {
      current.stop(limit);
    }
  }

  /** Whether the lane is a member of its group. */
  boolean joined() {
    Lane current = lane;
    return current != null && current.joined();
  }
}
