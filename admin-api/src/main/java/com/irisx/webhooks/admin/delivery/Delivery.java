package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One delivery as it stands.
 *
 * @param run how often its owner asked for it again
 * @param attempt attempts made in this run
 * @param maxAttempts how many requests it may make; null before anything is known of it
 * @param responseStatus of the last attempt, as are the duration and the error
 * @param waitingFor what it waits for, other than {@code nextAttemptAt} alone
 * @param occurredAt the event's time as the event spells it
 * @param updatedAt when this state was decided
 */
record Delivery(
    UUID id,
    UUID webhookId,
    String eventId,
    String eventType,
    String status,
    int run,
    int attempt,
    @Nullable Integer maxAttempts,
    @Nullable Integer responseStatus,
    @Nullable Long durationMs,
    @Nullable String error,
    @Nullable String errorDetail,
    @Nullable Instant nextAttemptAt,
    @Nullable String waitingFor,
    String occurredAt,
    Instant createdAt,
    Instant updatedAt) {

  /** This delivery at the beginning of its next run. */
  Delivery again() {
    return new Delivery(
        id,
        webhookId,
        eventId,
        eventType,
        DeliveryStatus.PENDING.label(),
        run + 1,
        0,
        maxAttempts,
        null,
        null,
        null,
        null,
        null,
        null,
        occurredAt,
        createdAt,
        updatedAt);
  }
}
