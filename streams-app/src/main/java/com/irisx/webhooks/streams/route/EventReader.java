package com.irisx.webhooks.streams.route;

import static com.irisx.webhooks.schema.RejectionReason.EMPTY;
import static com.irisx.webhooks.schema.RejectionReason.TOO_LARGE;

/** Reads a domain event in whichever form it came. */
final class EventReader {

  /** Longest event, bytes, unless configured otherwise. */
  static final int DEFAULT_MAX_EVENT_BYTES = 256 * 1024;

  private final int maxEventBytes;

  EventReader(int maxEventBytes) {
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * The event in a record.
   *
   * @throws RejectedEventException if there is none
   */
  DomainEvent read(RawEvent raw) throws RejectedEventException {
    if (raw.value().length == 0 && !CloudEventEnvelope.isBinary(raw)) {
      throw new RejectedEventException(EMPTY, "the record has no value");
    }
    if (raw.value().length > maxEventBytes) {
      throw new RejectedEventException(
          TOO_LARGE, "the value has " + raw.value().length + " bytes, more than " + maxEventBytes);
    }
    return CloudEventEnvelope.isOne(raw) ? CloudEventEnvelope.read(raw) : NativeEnvelope.read(raw);
  }
}
