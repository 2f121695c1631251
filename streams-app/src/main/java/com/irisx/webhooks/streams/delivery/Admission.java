package com.irisx.webhooks.streams.delivery;

/** Whether a webhook's next delivery may be handed out. */
public sealed interface Admission {

  /** It may go now. */
  record Go() implements Admission {}

  /** It waits for the result of one that is in flight. */
  record WaitForSlot() implements Admission {}

  /** It waits for a rate limit, until this time at least, milliseconds since the epoch. */
  record WaitUntil(long at) implements Admission {}

  /** It waits for a change of the webhook: it is switched off, or not known here yet. */
  record WaitForChange() implements Admission {}

  /** The decision for a webhook with these settings and this use. */
  static Admission decide(
      WebhookSettings settings, int inFlight, SlidingWindow minute, SlidingWindow hour, long now) {
    if (!settings.enabled()) {
      return new WaitForChange();
    }
    if (inFlight >= settings.maxConcurrency()) {
      return new WaitForSlot();
    }
    long freeAt =
        Math.max(
            minute.freeAt(now, settings.rateLimitPerMinute()),
            hour.freeAt(now, settings.rateLimitPerHour()));
    return freeAt > now ? new WaitUntil(freeAt) : new Go();
  }
}
