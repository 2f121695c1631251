package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.BreakerState;
import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.WaitReason;
import com.irisx.webhooks.streams.delivery.Admission;
import com.irisx.webhooks.streams.delivery.Breaker;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler remembers of one webhook. Immutable.
 *
 * @param settings null while the webhook is not known here, or no longer
 * @param deleted whether its tombstone was seen
 * @param hold what a person or the scheduler itself stopped
 * @param alarms when time will wake it
 */
record WebhookState(
    @Nullable WebhookSettings settings,
    boolean deleted,
    Hold hold,
    Breaker breaker,
    InFlight inFlight,
    Usage usage,
    Backlog backlog,
    Alarms alarms) {

  /**
   * Why nothing goes out although the settings allow it.
   *
   * @param paused a person asked for it
   * @param disabled the scheduler wants the webhook switched off and has said so; it waits for the
   *     settings to follow
   */
  record Hold(boolean paused, @Nullable DisabledReason disabled) {
    static final Hold NONE = new Hold(false, null);
  }

  /**
   * Entries of the due index that wake this webhook, milliseconds since the epoch; 0 for none.
   *
   * @param line to look at its line again
   * @param sweep to look for tasks that are overdue
   */
  record Alarms(long line, long sweep) {
    static final Alarms NONE = new Alarms(0, 0);
  }

  static final WebhookState NEW =
      new WebhookState(
          null,
          false,
          Hold.NONE,
          Breaker.CLOSED,
          InFlight.NONE,
          Usage.NONE,
          Backlog.EMPTY,
          Alarms.NONE);

  /** How many attempts a delivery gets now. */
  int maxAttempts() {
    return settings == null ? Subscription.DEFAULT_MAX_ATTEMPTS : settings.maxAttempts();
  }

  /** Whether nothing is left to be remembered. */
  boolean isOver() {
    return settings == null
        && !hold.paused()
        && inFlight.isEmpty()
        && backlog.isEmpty()
        && alarms.line() == 0;
  }

  BreakerState breakerState() {
    if (breaker.isClosed()) {
      return BreakerState.CLOSED;
    }
    return inFlight.hasProbe() ? BreakerState.HALF_OPEN : BreakerState.OPEN;
  }

  /**
   * Whether a delivery may be handed out now.
   *
   * @param asked a person waits for it: it may be the probe before the breaker's time
   */
  Admission admission(long now, boolean asked) {
    if (settings == null) {
      return new Admission.WaitForChange(WaitReason.UNKNOWN_WEBHOOK);
    }
    if (!settings.enabled() || hold.disabled() != null) {
      return new Admission.WaitForChange(WaitReason.DISABLED);
    }
    if (hold.paused()) {
      return new Admission.WaitForChange(WaitReason.PAUSED);
    }
    if (inFlight.size() >= settings.maxConcurrency()) {
      return new Admission.WaitForSlot();
    }
    if (usage.isTaken(settings, inFlight, now)) {
      return new Admission.WaitForSlot();
    }
    long freeAt = usage.freeAt(settings, inFlight, now);
    if (freeAt > now) {
      return new Admission.WaitUntil(freeAt, WaitReason.RATE_LIMIT);
    }
    return breaker.isClosed() ? new Admission.Go(false) : probe(now, asked);
  }

  private Admission probe(long now, boolean asked) {
    if (inFlight.hasProbe()) {
      return new Admission.WaitForSlot();
    }
    return breaker.isOpen(now) && !asked
        ? new Admission.WaitUntil(breaker.openUntil(), WaitReason.BREAKER)
        : new Admission.Go(true);
  }

  /**
   * With newer settings, which also answer the scheduler's wish to switch it off. Who switches a
   * webhook on again begins with a clean record.
   */
  WebhookState configured(WebhookSettings newSettings) {
    boolean wasOff = hold.disabled() != null || (settings != null && !settings.enabled());
    return new WebhookState(
        newSettings,
        deleted,
        new Hold(hold.paused(), null),
        wasOff && newSettings.enabled() ? Breaker.CLOSED : breaker,
        inFlight,
        usage,
        backlog,
        alarms);
  }

  WebhookState removed() {
    return new WebhookState(null, true, Hold.NONE, breaker, inFlight, usage, backlog, alarms);
  }

  WebhookState holding(Hold newHold) {
    return new WebhookState(settings, deleted, newHold, breaker, inFlight, usage, backlog, alarms);
  }

  WebhookState with(Breaker newBreaker) {
    return new WebhookState(settings, deleted, hold, newBreaker, inFlight, usage, backlog, alarms);
  }

  WebhookState with(InFlight newInFlight) {
    return new WebhookState(settings, deleted, hold, breaker, newInFlight, usage, backlog, alarms);
  }

  WebhookState with(Backlog newBacklog) {
    return new WebhookState(settings, deleted, hold, breaker, inFlight, usage, newBacklog, alarms);
  }

  WebhookState with(Alarms newAlarms) {
    return new WebhookState(settings, deleted, hold, breaker, inFlight, usage, backlog, newAlarms);
  }

  /** One more request counts against the limits. */
  WebhookState counted(long now) {
    return new WebhookState(
        settings, deleted, hold, breaker, inFlight, usage.plusOne(now), backlog, alarms);
  }

  /** The request that was counted at {@code at} was made at {@code requested}. */
  WebhookState recounted(long at, long requested) {
    return new WebhookState(
        settings, deleted, hold, breaker, inFlight, usage.moved(at, requested), backlog, alarms);
  }

  /** The request that was counted at {@code at} was not made. */
  WebhookState uncounted(long at) {
    return new WebhookState(
        settings, deleted, hold, breaker, inFlight, usage.minusOne(at), backlog, alarms);
  }
}
