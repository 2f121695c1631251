package com.irisx.webhooks.admin.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test delivery, and what its first attempt did if that is known.
 *
 * @param attempt 1 with the result of the first attempt; 0 if none was made yet, or none will be
 * @param error why the attempt did not succeed; null if it did
 * @param waitingFor what the first attempt waits for, if it does
 */
record TestResult(
    UUID deliveryId,
    UUID webhookId,
    String eventId,
    String eventType,
    String status,
    int attempt,
    @Nullable Integer responseStatus,
    @Nullable Long durationMs,
    @Nullable String error,
    @Nullable String errorDetail,
    @Nullable String responseBody,
    @Nullable String waitingFor,
    Instant createdAt) {

  /** A delivery of which no more is known than that it was sent on its way. */
  static TestResult accepted(com.irisx.webhooks.schema.Delivery delivery, Instant createdAt) {
    return new TestResult(
        delivery.deliveryId(),
        delivery.webhookId(),
        delivery.eventId(),
        delivery.eventType(),
        com.irisx.webhooks.schema.DeliveryStatus.PENDING.label(),
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        createdAt);
  }

  /** The same delivery as it stands. */
  TestResult with(Delivery now, @Nullable Attempt first) {
    return new TestResult(
        deliveryId,
        webhookId,
        eventId,
        eventType,
        now.status(),
        first == null ? 0 : first.attempt(),
        first == null ? null : first.responseStatus(),
        first == null ? null : first.durationMs(),
        first == null ? now.error() : first.error(),
        first == null ? now.errorDetail() : first.errorDetail(),
        first == null ? null : first.responseBody(),
        now.waitingFor(),
        createdAt);
  }
}
