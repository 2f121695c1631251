package com.irisx.webhooks.streams.route;

import static com.irisx.webhooks.schema.RejectionReason.INVALID_FIELD;
import static com.irisx.webhooks.schema.RejectionReason.MISSING_FIELD;

import com.irisx.webhooks.schema.catalog.EventTypeName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The rules that the fields of an event keep, whatever envelope it came in. */
final class EventFields {

  /** Most characters of an event id. */
  static final int MAX_ID_LENGTH = 256;

  /** Most characters of a tenant id. */
  static final int MAX_TENANT_ID_LENGTH = 128;

  private EventFields() {}

  static String id(String id, String field) throws RejectedEventException {
    return text(id, field, MAX_ID_LENGTH);
  }

  static String tenantId(@Nullable String tenantId, String field) throws RejectedEventException {
    return text(required(tenantId, field), field, MAX_TENANT_ID_LENGTH);
  }

  static String type(@Nullable String type, String field) throws RejectedEventException {
    if (!EventTypeName.isValid(required(type, field))) {
      throw new RejectedEventException(
          INVALID_FIELD,
          "'"
              + field
              + "' is not a dotted name of letters, digits, '_' and '-' with at most "
              + EventTypeName.MAX_LENGTH
              + " characters");
    }
    return required(type, field);
  }

  /** As the producer spelled it, or, if there is none, the record's time. */
  static String occurredAt(@Nullable String occurredAt, String field, long timestamp)
      throws RejectedEventException {
    if (occurredAt == null) {
      return Instant.ofEpochMilli(timestamp).toString();
    }
    try {
      OffsetDateTime.parse(occurredAt);
      return occurredAt;
    } catch (DateTimeParseException e) {
      throw new RejectedEventException(
          INVALID_FIELD, "'" + field + "' is not an RFC 3339 time such as 2025-10-29T12:00:00Z");
    }
  }

  private static String required(@Nullable String value, String field)
      throws RejectedEventException {
    if (value == null || value.isEmpty()) {
      throw new RejectedEventException(MISSING_FIELD, "'" + field + "' is missing");
    }
    return value;
  }

  private static String text(String value, String field, int maxLength)
      throws RejectedEventException {
    if (value.isEmpty() || value.length() > maxLength) {
      throw new RejectedEventException(
          INVALID_FIELD, "'" + field + "' must have 1 to " + maxLength + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new RejectedEventException(
            INVALID_FIELD, "'" + field + "' must not have control characters");
      }
    }
    return value;
  }
}
