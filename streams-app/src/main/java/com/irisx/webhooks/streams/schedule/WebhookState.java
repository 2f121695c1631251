package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.delivery.Admission;
import com.irisx.webhooks.streams.delivery.SlidingWindow;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler remembers of one webhook. Immutable.
 *
 * @param settings null while the webhook is not known here, or no longer
 * @param deleted whether its tombstone was seen
 * @param inFlight the tasks handed out; a set of ids and not a counter, so that a result seen twice
 *     frees one place
 * @param backlogHead the number of the first delivery waiting in line
 * @param backlogTail the number the next one to wait in line will get
 * @param wakeAt when the due index will wake this webhook, milliseconds since the epoch; 0 for
 *     never
 */
record WebhookState(
    @Nullable WebhookSettings settings,
    boolean deleted,
    List<HandOut> inFlight,
    SlidingWindow minute,
    SlidingWindow hour,
    long backlogHead,
    long backlogTail,
    long wakeAt) {

  static final WebhookState NEW =
      new WebhookState(
          null, false, List.of(), SlidingWindow.minute(), SlidingWindow.hour(), 0, 0, 0);

  WebhookState {
    inFlight = List.copyOf(inFlight);
  }

  boolean backlogEmpty() {
    return backlogHead == backlogTail;
  }

  /** How many attempts a delivery gets now. */
  int maxAttempts() {
    return settings == null ? Subscription.DEFAULT_MAX_ATTEMPTS : settings.maxAttempts();
  }

  /** Whether a delivery may be handed out now. */
  Admission admission(long now) {
    return settings == null
        ? new Admission.WaitForChange()
        : Admission.decide(settings, inFlight.size(), minute, hour, now);
  }

  /** The task in flight for this attempt, or null. */
  @Nullable HandOut inFlight(UUID deliveryId, int run, int attempt) {
    for (HandOut handOut : inFlight) {
      if (handOut.attempt() == attempt
          && handOut.run() == run
          && handOut.deliveryId().equals(deliveryId)) {
        return handOut;
      }
    }
    return null;
  }

  WebhookState configured(WebhookSettings newSettings) {
    return new WebhookState(
        newSettings, deleted, inFlight, minute, hour, backlogHead, backlogTail, wakeAt);
  }

  WebhookState removed() {
    return new WebhookState(null, true, inFlight, minute, hour, backlogHead, backlogTail, wakeAt);
  }

  WebhookState handedOut(HandOut handOut, long now) {
    List<HandOut> more = new ArrayList<>(inFlight.size() + 1);
    more.addAll(inFlight);
    more.add(handOut);
    return new WebhookState(settings, deleted, more, minute, hour, backlogHead, backlogTail, wakeAt)
        .counted(now);
  }

  /** One more request counts against the limits. */
  WebhookState counted(long now) {
    return new WebhookState(
        settings,
        deleted,
        inFlight,
        minute.plusOne(now),
        hour.plusOne(now),
        backlogHead,
        backlogTail,
        wakeAt);
  }

  WebhookState returned(HandOut handOut) {
    List<HandOut> fewer = new ArrayList<>(inFlight);
    fewer.remove(handOut);
    return new WebhookState(
        settings, deleted, fewer, minute, hour, backlogHead, backlogTail, wakeAt);
  }

  WebhookState lined(long head, long tail) {
    return new WebhookState(settings, deleted, inFlight, minute, hour, head, tail, wakeAt);
  }

  WebhookState wakingAt(long at) {
    return new WebhookState(
        settings, deleted, inFlight, minute, hour, backlogHead, backlogTail, at);
  }
}
