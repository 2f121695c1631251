package com.irisx.webhooks.schema;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The public record on the delivery-outcomes topic: one per attempt, plus one per change of state
 * without an attempt. JSON in snake_case; schema {@code
 * schemas/topics/delivery-outcomes.schema.json}. Holds no signing secret and no payload.
 *
 * @param terminal whether this is the delivery's last record; exactly one per (delivery, run)
 * @param run 0 for the event itself, one more each time a person asked for the delivery again
 * @param attempt the number of the attempt this record is about, from 1; 0 if none was made yet
 * @param maxAttempts how many requests this delivery may make
 * @param responseStatus the HTTP status, if a complete answer came
 * @param durationMs from the start of the name look-up to the last byte of the answer, or to the
 *     failure
 * @param error why it did not succeed; null if it did
 * @param errorDetail one sentence for a person
 * @param responseBody the first 16 KiB of the answer as text, if there was any
 * @param nextAttemptAt when the next attempt is due, if there will be one and its time is known
 * @param waitingFor what it waits for, if that is not the delay before its next attempt alone
 * @param breaker the state of the webhook's breaker after this attempt; null on records without an
 *     attempt
 * @param occurredAt the event's time as the producer gave it, RFC 3339
 * @param createdAt when the delivery entered the log
 * @param attemptedAt when the attempt began, if there was one
 * @param recordedAt when this was decided
 */
public record DeliveryOutcome(
    UUID deliveryId,
    String eventId,
    String eventType,
    String tenantId,
    UUID webhookId,
    DeliveryStatus status,
    boolean terminal,
    int run,
    int attempt,
    int maxAttempts,
    @Nullable Integer responseStatus,
    @Nullable Long durationMs,
    @Nullable AttemptError error,
    @Nullable String errorDetail,
    @Nullable String responseBody,
    @Nullable Instant nextAttemptAt,
    @Nullable WaitReason waitingFor,
    @Nullable BreakerState breaker,
    String occurredAt,
    Instant createdAt,
    @Nullable Instant attemptedAt,
    Instant recordedAt) {

  public static final Json.Format<DeliveryOutcome> FORMAT = Json.format(DeliveryOutcome.class);

  public DeliveryOutcome {
    requireNonNull(deliveryId, "delivery_id");
    requireNonNull(eventId, "event_id");
    requireNonNull(eventType, "event_type");
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(webhookId, "webhook_id");
    requireNonNull(status, "status");
    requireNonNull(occurredAt, "occurred_at");
    requireNonNull(createdAt, "created_at");
    requireNonNull(recordedAt, "recorded_at");
    if (terminal != status.terminal()) {
      throw new IllegalArgumentException("terminal: " + terminal + " with status " + status);
    }
  }
}
