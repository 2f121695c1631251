package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the public records. */
final class Outcomes {

  private Outcomes() {}

  /**
   * The record of an attempt.
   *
   * @param nextAttemptAt milliseconds since the epoch, if another follows
   */
  static DeliveryOutcome ofAttempt(
      Delivery delivery,
      int maxAttempts,
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
        maxAttempts,
        result.responseStatus(),
        result.durationMs(),
        result.error(),
        result.errorDetail(),
        result.responseText(),
        nextAttemptAt == null ? null : Instant.ofEpochMilli(nextAttemptAt),
        null,
        null,
        delivery.occurredAt(),
        Instant.ofEpochMilli(delivery.createdAt()),
        Instant.ofEpochMilli(result.startedAt()),
        Instant.ofEpochMilli(now));
  }

  /**
   * The record of a change without an attempt.
   *
   * @param attemptsMade so far in this run
   * @param nextAttemptAt milliseconds since the epoch, if it is known
   */
  static DeliveryOutcome ofChange(
      Delivery delivery,
      int maxAttempts,
      int attemptsMade,
      DeliveryStatus status,
      @Nullable AttemptError reason,
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
        attemptsMade,
        maxAttempts,
        null,
        null,
        reason,
        null,
        null,
        nextAttemptAt == null ? null : Instant.ofEpochMilli(nextAttemptAt),
        null,
        null,
        delivery.occurredAt(),
        Instant.ofEpochMilli(delivery.createdAt()),
        null,
        Instant.ofEpochMilli(now));
  }
}
