package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.schema.DeliveryOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads outcome records and holds them to what the tables need. */
final class OutcomeReader {

  private OutcomeReader() {}

  static DeliveryOutcome read(byte @Nullable [] value) throws PoisonRecordException {
    if (value == null) {
      throw new PoisonRecordException("the record has no value");
    }
    DeliveryOutcome outcome;
    try {
      outcome = DeliveryOutcome.FORMAT.read(value);
    } catch (JacksonException e) {
      throw new PoisonRecordException("no delivery outcome: " + e.getOriginalMessage());
    }
    require(outcome);
    return outcome;
  }

  /** Jackson leaves null what is missing, whatever the record's types promise. */
  private static void require(@Nullable DeliveryOutcome outcome) throws PoisonRecordException {
    if (outcome == null) {
      throw new PoisonRecordException("the value is null");
    }
    Map<String, @Nullable Object> required = new LinkedHashMap<>();
    required.put("delivery_id", outcome.deliveryId());
    required.put("event_id", outcome.eventId());
    required.put("event_type", outcome.eventType());
    required.put("tenant_id", outcome.tenantId());
    required.put("webhook_id", outcome.webhookId());
    required.put("occurred_at", outcome.occurredAt());
    required.put("created_at", outcome.createdAt());
    required.put("recorded_at", outcome.recordedAt());
    for (Map.Entry<String, @Nullable Object> member : required.entrySet()) {
      if (member.getValue() == null) {
        throw new PoisonRecordException(member.getKey() + " is missing");
      }
    }
    requireStorable("created_at", outcome.createdAt());
    requireStorable("recorded_at", outcome.recordedAt());
    requireStorable("attempted_at", outcome.attemptedAt());
    requireStorable("next_attempt_at", outcome.nextAttemptAt());
  }

  private static void requireStorable(String member, @Nullable Instant time)
      throws PoisonRecordException {
    if (time != null && !Times.isStorable(time)) {
      throw new PoisonRecordException(member + " is out of bounds: " + time);
    }
  }
}
