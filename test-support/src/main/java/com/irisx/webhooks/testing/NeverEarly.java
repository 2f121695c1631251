package com.irisx.webhooks.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * No attempt came earlier than the schedule allows, seen from the receiver: the first arrival of
 * attempt n+1 is at least delay n after the first arrival of attempt n. A crash may repeat an
 * attempt; its first arrival counts, because the next one's due time can come from any of them.
 */
public final class NeverEarly implements Guarantee {

  /** Due times are in whole milliseconds: start and duration can each be cut by almost one. */
  private static final Duration ROUNDING = Duration.ofMillis(2);

  private final List<Duration> delays;
  private final Map<String, NavigableMap<Integer, Long>> arrivals = new TreeMap<>();

  /** The delays before the second attempt, the third, and so on; the last one repeats. */
  public NeverEarly(List<Duration> delays) {
    this.delays = List.copyOf(delays);
  }

  /** The delays in seconds, as a webhook's configuration has them. */
  public static NeverEarly ofSeconds(List<Integer> retryScheduleSeconds) {
    return new NeverEarly(retryScheduleSeconds.stream().map(Duration::ofSeconds).toList());
  }

  @Override
  public synchronized void observeRequest(ReceivedRequest request) {
    arrivals
        .computeIfAbsent(request.deliveryId(), unused -> new TreeMap<>())
        .merge(request.attempt(), request.arrivedNanos(), Math::min);
  }

  @Override
  public synchronized void check() {
    List<String> early = new ArrayList<>();
    arrivals.forEach(
        (delivery, attempts) ->
            attempts.forEach(
                (attempt, arrival) -> {
                  Long previous = attempts.get(attempt - 1);
                  if (previous == null) {
                    return;
                  }
                  Duration gap = Duration.ofNanos(arrival - previous);
                  Duration delay = delayBefore(attempt);
                  if (gap.compareTo(delay.minus(ROUNDING)) < 0) {
                    early.add(
                        "attempt %d of %s came after %s, not %s"
                            .formatted(attempt, delivery, gap, delay));
                  }
                }));
    if (!early.isEmpty()) {
      throw new AssertionError(String.join("\n", early));
    }
  }

  private Duration delayBefore(int attempt) {
    return delays.get(Math.min(attempt - 2, delays.size() - 1));
  }
}
