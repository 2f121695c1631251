package com.irisx.webhooks.admin.eventtype;

import com.irisx.webhooks.schema.catalog.EventType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event type as the operator spells it: nothing checked yet.
 *
 * @param type its name, such as {@code fax.received}
 * @param category the group it is shown in
 * @param description one sentence
 * @param schema JSON Schema (draft 2020-12) of the event's {@code data}
 * @param sample what {@code data} may look like, or a complete event with such {@code data}
 */
record EventTypeRequest(
    @Nullable String type,
    @Nullable String category,
    @Nullable String description,
    @Nullable JsonNode schema,
    @Nullable JsonNode sample) {

  /** This request, with what it leaves out taken from {@code current}. */
  EventTypeRequest over(EventType current, JsonMapper json) {
    return new EventTypeRequest(
        type == null ? current.type() : type,
        category == null ? current.category() : category,
        description == null ? current.description() : description,
        schema == null ? json.readTree(current.schema()) : schema,
        sample == null ? json.readTree(current.sample()) : sample);
  }
}
