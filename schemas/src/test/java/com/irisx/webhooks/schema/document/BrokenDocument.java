package com.irisx.webhooks.schema.document;

import com.irisx.webhooks.schema.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A sample with one thing wrong. */
record BrokenDocument(String what, JsonNode json) {

  private static final JsonNodeFactory NODES = Json.MAPPER.getNodeFactory();

  /** Every way in which one property of the sample can break the schema. */
  static List<BrokenDocument> of(SchemaDocument document) {
    List<BrokenDocument> broken = new ArrayList<>();
    for (Property property : Property.of(document)) {
      if (property.required()) {
        ObjectNode copy = document.sample().deepCopy().asObject();
        holder(copy, property).remove(property.name());
        broken.add(new BrokenDocument("without " + property.pointer(), copy));
      }
      for (JsonNode value : wrongValues(property)) {
        ObjectNode copy = document.sample().deepCopy().asObject();
        holder(copy, property).set(property.name(), value);
        broken.add(new BrokenDocument(property.pointer() + " = " + value, copy));
      }
    }
    return broken;
  }

  private static ObjectNode holder(ObjectNode root, Property property) {
    return root.requiredAt(property.parent()).asObject();
  }

  private static List<JsonNode> wrongValues(Property property) {
    JsonNode schema = property.schema();
    List<JsonNode> wrong = new ArrayList<>();
    if (schema.has("type")) {
      wrong.add(property.hasType("array") ? NODES.objectNode() : NODES.arrayNode());
      wrong.add(property.hasType("boolean") ? NODES.numberNode(1) : NODES.booleanNode(true));
      if (!property.hasType("null")) {
        wrong.add(NODES.nullNode());
      }
      if (!property.hasType("string")) {
        wrong.add(NODES.stringNode("1"));
      }
      if (property.hasType("integer")) {
        wrong.add(NODES.numberNode(1.5));
      }
    }
    if (schema.has("minimum")) {
      wrong.add(NODES.numberNode(schema.get("minimum").intValue() - 1));
    }
    if (schema.has("maximum")) {
      wrong.add(NODES.numberNode(schema.get("maximum").intValue() + 1));
    }
    if (schema.has("maxLength")) {
      wrong.add(NODES.stringNode("a".repeat(schema.get("maxLength").intValue() + 1)));
    }
    if (schema.path("minItems").asInt(0) > 0) {
      wrong.add(NODES.arrayNode());
    }
    if (schema.has("enum")) {
      wrong.add(NODES.stringNode("no_such_value"));
    }
    if (schema.has("format") || schema.has("pattern") || schema.has("minLength")) {
      wrong.add(NODES.stringNode(""));
    }
    if (schema.has("format") || schema.has("anyOf")) {
      wrong.add(NODES.stringNode("yesterday at noon"));
    }
    return wrong;
  }
}
