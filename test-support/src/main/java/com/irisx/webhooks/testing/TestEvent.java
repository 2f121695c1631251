package com.irisx.webhooks.testing;

import com.irisx.webhooks.schema.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A domain event in the native envelope; the first five components are its members.
 *
 * @param id left out of the JSON if null
 * @param occurredAt left out of the JSON if null
 * @param data JSON, put into the envelope byte for byte
 */
public record TestEvent(
    @Nullable String id, String tenantId, String type, @Nullable Instant occurredAt, String data) {

  /** A call that was completed, of tenant {@code acme}, with a random id. */
  public static TestEvent callCompleted() {
    return new TestEvent(
        "evt_" + UUID.randomUUID(),
        "acme",
        "call.completed",
        Instant.parse("2025-10-29T12:00:00Z"),
        """
        {"call_sid":"CA0123456789","duration_seconds":42,"from":"+14155550100","to":"+14155550199"}\
        """);
  }

  public TestEvent withId(@Nullable String other) {
    return new TestEvent(other, tenantId, type, occurredAt, data);
  }

  public TestEvent withTenant(String other) {
    return new TestEvent(id, other, type, occurredAt, data);
  }

  public TestEvent withType(String other) {
    return new TestEvent(id, tenantId, other, occurredAt, data);
  }

  public TestEvent withOccurredAt(@Nullable Instant other) {
    return new TestEvent(id, tenantId, type, other, data);
  }

  public TestEvent withData(String other) {
    return new TestEvent(id, tenantId, type, occurredAt, other);
  }

  /** The envelope; {@code data} comes last and is not reformatted. */
  public String json() {
    ObjectNode members = Json.MAPPER.createObjectNode();
    if (id != null) {
      members.put("id", id);
    }
    members.put("tenant_id", tenantId).put("type", type);
    if (occurredAt != null) {
      members.put("occurred_at", occurredAt.toString());
    }
    String start = members.toString();
    return start.substring(0, start.length() - 1) + ",\"data\":" + data + "}";
  }
}
