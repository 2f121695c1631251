package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.streams.delivery.RetryLimits;

/** How deliveries end without an attempt. Each method is the end of one that is parked no more. */
final class Endings {

  private final Emitter emit;
  private final RetryLimits limits;

  Endings(Emitter emit, RetryLimits limits) {
    this.emit = emit;
    this.limits = limits;
  }

  long expiresAt(Delivery delivery) {
    return limits.expiresAt(delivery.createdAt(), delivery.run());
  }

  boolean isTooOld(Ready ready, long now) {
    return now > expiresAt(ready.delivery());
  }

  /** It waited longer than deliveries may. Its body goes to the dead letters. */
  void expired(WebhookState state, Ready ready, long now) {
    AttemptError reason = AttemptError.MAX_AGE_EXCEEDED;
    emit.deadLetter(
        ready.delivery(),
        new AttemptResult(ready.attempt() - 1, now, 0, null, reason, null, null, null),
        ready.body());
    emit.outcome(Outcomes.ended(ready, state.maxAttempts(), DeliveryStatus.EXPIRED, reason, now));
  }

  void cancelled(WebhookState state, Ready ready, AttemptError reason, long now) {
    emit.outcome(Outcomes.ended(ready, state.maxAttempts(), DeliveryStatus.CANCELLED, reason, now));
  }
}
