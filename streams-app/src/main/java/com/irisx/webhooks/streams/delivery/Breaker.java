package com.irisx.webhooks.streams.delivery;

/**
 * Leaves an endpoint alone that does not work. Immutable.
 *
 * <pre>
 *  closed ──failures in a row, for long enough──► open ──time──► one probe ──fails──► open, for longer
 *     ▲                                                             │
 *     └──────────────────── any answer ◄────────────────────────────┘
 * </pre>
 *
 * <p>Only failures that are the endpoint's count (see {@link Blame}): an endpoint that answers 404
 * works. What waits for an open breaker uses up no attempt.
 *
 * @param failures in a row that were the endpoint's
 * @param failingSince when the first failed attempt after the last success came back, milliseconds
 *     since the epoch; 0 if the last one succeeded
 * @param trips how often it opened since it was last closed
 * @param openUntil when a probe may go, milliseconds since the epoch; 0 while it is closed
 */
public record Breaker(int failures, long failingSince, int trips, long openUntil) {

  public static final Breaker CLOSED = new Breaker(0, 0, 0, 0);

  public boolean isClosed() {
    return openUntil == 0;
  }

  /** Whether no request may be made at {@code now}, not even a probe. */
  public boolean isOpen(long now) {
    return now < openUntil;
  }

  /**
   * After a result.
   *
   * @param probe whether the request was let through to see whether the endpoint works again
   */
  public Breaker after(Blame blame, boolean probe, long now, BreakerLimits limits) {
    return switch (blame) {
      case NOBODY -> CLOSED;
      case REQUEST -> new Breaker(0, since(now), 0, 0);
      case ENDPOINT -> failed(probe, now, limits);
      case US -> this;
    };
  }

  private Breaker failed(boolean probe, long now, BreakerLimits limits) {
    Breaker counted = new Breaker(failures + 1, since(now), trips, openUntil);
    boolean trip =
        isClosed()
            ? counted.failures >= limits.failures()
                && now - counted.failingSince >= limits.failingFor().toMillis()
            // Requests that were under way when it opened say nothing new.
            : probe;
    return trip ? counted.tripped(now, limits) : counted;
  }

  private Breaker tripped(long now, BreakerLimits limits) {
    int trip = trips + 1;
    return new Breaker(failures, failingSince, trip, now + limits.coolDown(trip).toMillis());
  }

  private long since(long now) {
    return failingSince == 0 ? now : failingSince;
  }
}
