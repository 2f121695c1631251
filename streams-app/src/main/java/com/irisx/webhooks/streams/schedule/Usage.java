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

  /** When the next request may go; {@code now} if that is at once. */
  long freeAt(WebhookSettings settings, long now) {
    return Math.max(
        minute.freeAt(now, settings.rateLimitPerMinute()),
        hour.freeAt(now, settings.rateLimitPerHour()));
  }
}
