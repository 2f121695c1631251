package com.irisx.webhooks.streams.route;

import com.irisx.webhooks.schema.Ids;

/**
 * The native envelope: {@code {"id","tenant_id","type","occurred_at","data"}}; {@code id} and
 * {@code occurred_at} may be missing.
 */
final class NativeEnvelope {

  private NativeEnvelope() {}

  static DomainEvent read(RawEvent raw) throws RejectedEventException {
    JsonMembers members = JsonMembers.of(raw.value());
    String givenId = members.optionalText("id");
    String id =
        givenId == null
            ? Ids.event(raw.topic(), raw.partition(), raw.offset())
            : EventFields.id(givenId, "id");
    return new DomainEvent(
        id,
        id,
        EventFields.tenantId(members.optionalText("tenant_id"), "tenant_id"),
        EventFields.type(members.optionalText("type"), "type"),
        EventFields.occurredAt(members.optionalText("occurred_at"), "occurred_at", raw.timestamp()),
        members.slice("data"));
  }
}
