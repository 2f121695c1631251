package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.streams.delivery.Admission;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's line: who is ready goes when the webhook has room, and waits behind the others when
 * it has not. First come, first served; new deliveries and due retries stand in the same line.
 */
final class Line {

  private final ParkedStore parked;
  private final Emitter emit;
  private final SchedulerLimits limits;

  Line(ParkedStore parked, Emitter emit, SchedulerLimits limits) {
    this.parked = parked;
    this.emit = emit;
    this.limits = limits;
  }

  /**
   * Hands the attempt out if the webhook has room and nobody stands in line; lines it up otherwise.
   */
  WebhookState admit(
      WebhookState state,
      Delivery delivery,
      int attempt,
      @Nullable RetryTier lane,
      byte[] body,
      long now) {
    Admission admission = state.admission(now);
    if (state.backlogEmpty() && admission instanceof Admission.Go) {
      return handOut(state, delivery, attempt, lane, body, now);
    }
    boolean first = state.backlogEmpty();
    if (admission instanceof Admission.WaitUntil until) {
      sayWaiting(state, delivery, attempt, first ? until.at() : null, now);
    } else if (admission instanceof Admission.WaitForChange) {
      sayWaiting(state, delivery, attempt, null, now);
    }
    return release(append(state, delivery, attempt, lane, body), delivery.webhookId(), now);
  }

  /** A wait for a slot is over in moments and not worth a public record; any other wait is. */
  private void sayWaiting(
      WebhookState state, Delivery delivery, int attempt, @Nullable Long nextAttemptAt, long now) {
    emit.outcome(
        Outcomes.ofChange(
            delivery,
            state.maxAttempts(),
            attempt - 1,
            attempt == 1 ? DeliveryStatus.PENDING : DeliveryStatus.RETRYING,
            null,
            nextAttemptAt,
            now));
  }

  /** Lines an attempt up behind the others. */
  WebhookState append(
      WebhookState state, Delivery delivery, int attempt, @Nullable RetryTier lane, byte[] body) {
    long number = state.backlogTail();
    parked.park(new Parked(delivery, attempt, lane, new Parked.InLine(number), body));
    return state.lined(state.backlogHead(), number + 1);
  }

  /**
   * Hands out from the head of the line while there is room, and sees to it that time wakes the
   * webhook if it must.
   */
  WebhookState release(WebhookState start, UUID webhookId, long now) {
    WebhookState state = start;
    while (!state.backlogEmpty()) {
      Admission admission = state.admission(now);
      if (!(admission instanceof Admission.Go)) {
        return awaiting(state, webhookId, admission, now);
      }
      Parked first = parked.findInLine(webhookId, state.backlogHead());
      state = state.lined(state.backlogHead() + 1, state.backlogTail());
      if (first != null) {
        parked.remove(first);
        state = handOut(state, first.delivery(), first.attempt(), first.lane(), first.body(), now);
      }
    }
    return state;
  }

  private WebhookState handOut(
      WebhookState state,
      Delivery delivery,
      int attempt,
      @Nullable RetryTier lane,
      byte[] body,
      long now) {
    WebhookSettings settings = state.settings();
    if (settings == null) {
      throw new IllegalStateException("handed out for an unknown webhook: " + delivery);
    }
    emit.task(delivery, attempt, lane, body);
    long deadline = now + settings.timeout().plus(limits.handOverMargin()).toMillis();
    return state.handedOut(
        new HandOut(delivery.deliveryId(), delivery.run(), attempt, deadline), now);
  }

  private WebhookState awaiting(WebhookState state, UUID webhookId, Admission admission, long now) {
    long wakeAt;
    if (admission instanceof Admission.WaitUntil until) {
      wakeAt = until.at();
    } else if (state.settings() == null && state.wakeAt() == 0) {
      wakeAt = now + limits.unknownWebhookGrace().toMillis();
    } else {
      return state;
    }
    if (state.wakeAt() == wakeAt) {
      return state;
    }
    parked.wakeUpAt(wakeAt, webhookId);
    return state.wakingAt(wakeAt);
  }
}
