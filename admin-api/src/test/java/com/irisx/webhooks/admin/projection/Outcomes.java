package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.WaitReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Outcome records of one delivery, as the scheduler would write them. */
public record Outcomes(UUID deliveryId, String tenantId, UUID webhookId, Instant createdAt) {

  public static final int MAX_ATTEMPTS = 5;

  /** Of a new delivery that was created just now. */
  public static Outcomes of(String tenantId, UUID webhookId) {
    return new Outcomes(
        UUID.randomUUID(), tenantId, webhookId, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  public DeliveryOutcome pending() {
    return outcome(DeliveryStatus.PENDING, 0, 0, null, null);
  }

  /** It waits for its first attempt, as was decided at this time. */
  public DeliveryOutcome waiting(WaitReason reason, Instant recordedAt) {
    DeliveryOutcome like = pending();
    return new DeliveryOutcome(
        deliveryId,
        like.eventId(),
        like.eventType(),
        tenantId,
        webhookId,
        like.status(),
        false,
        0,
        0,
        MAX_ATTEMPTS,
        null,
        null,
        null,
        null,
        null,
        null,
        reason,
        null,
        like.occurredAt(),
        createdAt,
        null,
        recordedAt);
  }

  public DeliveryOutcome retrying(int attempt) {
    return outcome(DeliveryStatus.RETRYING, 0, attempt, 500, AttemptError.HTTP_STATUS);
  }

  public DeliveryOutcome delivered(int attempt) {
    return delivered(0, attempt);
  }

  public DeliveryOutcome delivered(int run, int attempt) {
    return outcome(DeliveryStatus.DELIVERED, run, attempt, 200, null);
  }

  /** By the first attempt, as was recorded at this time. */
  public DeliveryOutcome delivered(Instant recordedAt) {
    return outcome(DeliveryStatus.DELIVERED, 0, 1, 200, null, recordedAt);
  }

  public DeliveryOutcome failed(int attempt) {
    return outcome(DeliveryStatus.FAILED, 0, attempt, null, AttemptError.TIMEOUT);
  }

  /** Cancelled after {@code attempt} attempts, without one of its own. */
  public DeliveryOutcome cancelled(int attempt) {
    DeliveryOutcome like =
        outcome(DeliveryStatus.CANCELLED, 0, attempt, null, AttemptError.WEBHOOK_DELETED);
    return new DeliveryOutcome(
        deliveryId,
        like.eventId(),
        like.eventType(),
        tenantId,
        webhookId,
        like.status(),
        true,
        0,
        attempt,
        MAX_ATTEMPTS,
        null,
        null,
        like.error(),
        null,
        null,
        null,
        null,
        null,
        like.occurredAt(),
        createdAt,
        null,
        like.recordedAt());
  }

  private DeliveryOutcome outcome(
      DeliveryStatus status,
      int run,
      int attempt,
      @Nullable Integer responseStatus,
      @Nullable AttemptError error) {
    Instant recordedAt = attemptedAt(run, attempt).plusMillis(7).plusNanos(123_456);
    return outcome(status, run, attempt, responseStatus, error, recordedAt);
  }

  private Instant attemptedAt(int run, int attempt) {
    return createdAt.plusMillis(1000L * run + 10L * attempt);
  }

  private DeliveryOutcome outcome(
      DeliveryStatus status,
      int run,
      int attempt,
      @Nullable Integer responseStatus,
      @Nullable AttemptError error,
      Instant recordedAt) {
    Instant at = attemptedAt(run, attempt);
    boolean attempted = attempt > 0;
    return new DeliveryOutcome(
        deliveryId,
        "event-" + deliveryId,
        "call.completed",
        tenantId,
        webhookId,
        status,
        status.terminal(),
        run,
        attempt,
        MAX_ATTEMPTS,
        responseStatus,
        attempted ? 7L : null,
        error,
        error == null ? null : "it failed",
        responseStatus == null ? null : "answer \u0000 " + responseStatus,
        status == DeliveryStatus.RETRYING ? at.plusSeconds(1) : null,
        null,
        null,
        "2025-10-29T12:00:00Z",
        createdAt,
        attempted ? at : null,
        recordedAt);
  }
}
