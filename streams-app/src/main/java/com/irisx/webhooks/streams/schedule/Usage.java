package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.streams.delivery.SlidingWindow;
import com.irisx.webhooks.streams.delivery.WebhookSettings;

/** How many requests count against a webhook's two rate limits. Immutable. */
record Usage(SlidingWindow minute, SlidingWindow hour) {

  static final Usage NONE = new Usage(SlidingWindow.minute(), SlidingWindow.hour());

  Usage plusOne(long now) {
    return new Usage(minute.plusOne(now), hour.plusOne(now));
  }

  /** Without one that was counted at {@code at} and was not made after all. */
  Usage minusOne(long at) {
    return new Usage(minute.minusOne(at), hour.minusOne(at));
  }

  /** With one that was counted at {@code from} and was made at {@code to}. */
  Usage moved(long from, long to) {
    return new Usage(minute.moved(from, to), hour.moved(from, to));
  }

  /**
   * Whether tasks that were handed out so long ago that they do not count any more, and may yet be
   * made, take all that a limit allows.
   */
  boolean isTaken(WebhookSettings settings, InFlight inFlight, long now) {
    return inFlight.handedOutBefore(minute.countedFrom(now)) >= settings.rateLimitPerMinute()
        || inFlight.handedOutBefore(hour.countedFrom(now)) >= settings.rateLimitPerHour();
  }

  /**
   * When the next request may go, if not all is {@link #isTaken taken}; {@code now} if that is at
   * once.
   */
  long freeAt(WebhookSettings settings, InFlight inFlight, long now) {
    return Math.max(
        minute.freeAt(
            now, settings.rateLimitPerMinute() - inFlight.handedOutBefore(minute.countedFrom(now))),
        hour.freeAt(
            now, settings.rateLimitPerHour() - inFlight.handedOutBefore(hour.countedFrom(now))));
  }
}
