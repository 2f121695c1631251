package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.WaitReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the public records. Times are milliseconds since the epoch. */
final class Outcomes {

  private Outcomes() {}

  /**
   * The record of an attempt.
   *
   * @param state of the webhook after it
   * @param nextAttemptAt if another follows
   */
  static DeliveryOutcome ofAttempt(
      Delivery delivery,
      WebhookState state,
      AttemptResult result,
      DeliveryStatus status,
      @Nullable Long nextAttemptAt,
      long now) {
    return new DeliveryOutcome(
        delivery.deliveryId(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.tenantId(),
        delivery.webhookId(),
        status,
        status.terminal(),
        delivery.run(),
        result.attempt(),
        state.maxAttempts(),
        result.responseStatus(),
        result.durationMs(),
        result.error(),
        result.errorDetail(),
        result.responseText(),
        nextAttemptAt == null ? null : Instant.ofEpochMilli(nextAttemptAt),
        null,
        state.breakerState(),
        delivery.occurredAt(),
        Instant.ofEpochMilli(delivery.createdAt()),
        Instant.ofEpochMilli(result.startedAt()),
        Instant.ofEpochMilli(now));
  }

  /**
   * An attempt is ready, but may not be made yet.
   *
   * @param nextAttemptAt if it is known
   */
  static DeliveryOutcome waiting(
      Ready ready,
      int maxAttempts,
      @Nullable WaitReason reason,
      @Nullable Long nextAttemptAt,
      long now) {
    DeliveryStatus status = ready.attempt() == 1 ? DeliveryStatus.PENDING : DeliveryStatus.RETRYING;
    return ofChange(ready, maxAttempts, status, null, reason, nextAttemptAt, now);
  }

  /** It ended without a further attempt. */
  static DeliveryOutcome ended(
      Ready ready, int maxAttempts, DeliveryStatus status, AttemptError reason, long now) {
    return ofChange(ready, maxAttempts, status, reason, null, null, now);
  }

  private static DeliveryOutcome ofChange(
      Ready ready,
      int maxAttempts,
      DeliveryStatus status,
      @Nullable AttemptError reason,
      @Nullable WaitReason waitingFor,
      @Nullable Long nextAttemptAt,
      long now) {
    Delivery delivery = ready.delivery();
    return new DeliveryOutcome(
        delivery.deliveryId(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.tenantId(),
        delivery.webhookId(),
        status,
        status.terminal(),
        delivery.run(),
        ready.attempt() - 1,
        maxAttempts,
        null,
        null,
        reason,
        null,
        null,
        nextAttemptAt == null ? null : Instant.ofEpochMilli(nextAttemptAt),
        waitingFor,
        null,
        delivery.occurredAt(),
        Instant.ofEpochMilli(delivery.createdAt()),
        null,
        Instant.ofEpochMilli(now));
  }
}
