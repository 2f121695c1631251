package com.irisx.webhooks.schema.catalog;

/**
 * One type of the catalog.
 *
 * @param type its name, such as {@code call.completed}
 * @param category the group it is shown in, such as {@code call}
 * @param description one sentence
 * @param schema the JSON Schema (draft 2020-12) of the event's {@code data}, as text
 * @param sample a complete event in the native envelope, as JSON text
 */
public record EventType(
    String type, String category, String description, String schema, String sample) {

  public EventType {
    if (!EventTypeName.isValid(type)) {
      throw new IllegalArgumentException("invalid event type '" + type + "'");
    }
  }
}
