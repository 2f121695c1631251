package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.WaitReason;
import com.irisx.webhooks.streams.delivery.Admission;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's line: who is ready goes when the webhook has room, and waits behind the others when
 * it has not. First come, first served; new deliveries and due retries stand in the same line. Only
 * what a person asked for goes to the front.
 */
final class Line {

  private final Webhooks webhooks;
  private final ParkedStore parked;
  private final Emitter emit;
  private final Endings endings;
  private final Gauges gauges;
  private final SchedulerLimits limits;

  Line(
      Webhooks webhooks,
      ParkedStore parked,
      Emitter emit,
      Endings endings,
      Gauges gauges,
      SchedulerLimits limits) {
    this.gauges = gauges;
    this.webhooks = webhooks;
    this.parked = parked;
    this.emit = emit;
    this.endings = endings;
    this.limits = limits;
  }

  /**
   * Hands the attempt out if the webhook has room and nobody stands in line; lines it up otherwise.
   */
  WebhookState admit(WebhookState state, Ready ready, long now) {
    if (endings.isTooOld(ready, now)) {
      endings.expired(state, ready, now);
      return state;
    }
    Admission admission = state.admission(now, false);
    boolean first = state.backlog().isEmpty();
    if (first && admission instanceof Admission.Go go) {
      return handOut(state, ready, go.probe(), now);
    }
    sayWaiting(state, ready, admission, first, now);
    return release(atEnd(state, ready), ready.delivery().webhookId(), now);
  }

  /** The same for what a person asked for: past the others, and past an open breaker. */
  WebhookState admitAsked(WebhookState state, Ready ready, long now) {
    Admission admission = state.admission(now, true);
    if (admission instanceof Admission.Go go) {
      return handOut(state, ready, go.probe(), now);
    }
    sayWaiting(state, ready, admission, true, now);
    return release(atFront(state, ready), ready.delivery().webhookId(), now);
  }

  /** Lines an attempt up before the others. */
  WebhookState atFront(WebhookState state, Ready ready) {
    Backlog longer = state.backlog().joinedAtFront();
    parked.park(ready.at(new Parked.InLine(longer.head())));
    return state.with(longer);
  }

  private WebhookState atEnd(WebhookState state, Ready ready) {
    parked.park(ready.at(new Parked.InLine(state.backlog().tail())));
    return state.with(state.backlog().joinedAtEnd());
  }

  /** A wait for a slot is over in moments and not worth a public record; any other wait is. */
  private void sayWaiting(
      WebhookState state, Ready ready, Admission admission, boolean first, long now) {
    if (admission instanceof Admission.WaitUntil until) {
      emit.outcome(
          Outcomes.waiting(
              ready, state.maxAttempts(), until.reason(), first ? until.at() : null, now));
    } else if (admission instanceof Admission.WaitForChange change) {
      emit.outcome(Outcomes.waiting(ready, state.maxAttempts(), change.reason(), null, now));
    }
  }

  /**
   * Hands out from the head of the line while there is room, and sees to it that time wakes the
   * webhook if it must.
   */
  WebhookState release(WebhookState start, UUID webhookId, long now) {
    WebhookState state = start;
    for (int left = limits.atOnce(); !state.backlog().isEmpty(); left--) {
      Admission admission = state.admission(now, false);
      if (!(admission instanceof Admission.Go go)) {
        return awaiting(state, webhookId, admission, now);
      }
      if (left == 0) {
        return webhooks.wakeLine(state, webhookId, now + 1);
      }
      Ready first = takeFirst(state, webhookId);
      state = state.with(state.backlog().withoutFirst());
      if (first != null && endings.isTooOld(first, now)) {
        endings.expired(state, first, now);
      } else if (first != null) {
        state = handOut(state, first, go.probe(), now);
      }
    }
    return webhooks.letLineSleep(state, webhookId);
  }

  /** Ends those at the head of the line that are too old. */
  WebhookState expire(WebhookState start, UUID webhookId, long now) {
    WebhookState state = start;
    for (int left = limits.atOnce(); left > 0 && !state.backlog().isEmpty(); left--) {
      Parked first = parked.findInLine(webhookId, state.backlog().head());
      if (first != null) {
        Ready ready = Ready.of(first);
        if (!endings.isTooOld(ready, now)) {
          break;
        }
        parked.remove(first);
        endings.expired(state, ready, now);
      }
      state = state.with(state.backlog().withoutFirst());
    }
    return state;
  }

  private @Nullable Ready takeFirst(WebhookState state, UUID webhookId) {
    Parked first = parked.findInLine(webhookId, state.backlog().head());
    if (first == null) {
      return null; // It was cancelled meanwhile.
    }
    parked.remove(first);
    return Ready.of(first);
  }

  private WebhookState handOut(WebhookState start, Ready ready, boolean probe, long now) {
    WebhookSettings settings = start.settings();
    if (settings == null) {
      throw new IllegalStateException("handed out for an unknown webhook: " + ready.delivery());
    }
    emit.task(ready);
    gauges.handedOut();
    HandOut handOut =
        new HandOut(
            ready.delivery(), ready.attempt(), ready.lane(), now, settings.timeout(), probe, false);
    WebhookState state = start.with(start.inFlight().plus(handOut)).counted(now);
    return state.alarms().sweep() == 0
        ? webhooks.wakeSweep(
            state, ready.delivery().webhookId(), handOut.dueBack(limits.handOverMargin()))
        : state;
  }

  private WebhookState awaiting(WebhookState state, UUID webhookId, Admission admission, long now) {
    if (admission instanceof Admission.WaitUntil until) {
      return webhooks.wakeLine(state, webhookId, until.at());
    }
    if (admission instanceof Admission.WaitForChange change && state.alarms().line() == 0) {
      return webhooks.wakeLine(state, webhookId, lookAgainAt(state, webhookId, change, now));
    }
    return state;
  }

  /** When what waits for somebody is given up, or at least looked at. */
  private long lookAgainAt(
      WebhookState state, UUID webhookId, Admission.WaitForChange change, long now) {
    if (change.reason() == WaitReason.UNKNOWN_WEBHOOK) {
      return now + limits.unknownWebhookGrace().toMillis();
    }
    Parked first = parked.findInLine(webhookId, state.backlog().head());
    long expiresAt = first == null ? now : endings.expiresAt(first.delivery());
    return Math.max(now + 1, Math.min(expiresAt, now + limits.retry().maxAge().toMillis()));
  }
}
