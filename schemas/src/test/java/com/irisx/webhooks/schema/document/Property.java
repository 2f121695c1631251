package com.irisx.webhooks.schema.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A property of a schema, however deep, with the place of its value in the sample.
 *
 * @param parent JSON Pointer of the object that holds it
 */
record Property(String parent, String name, JsonNode schema, boolean required) {

  static List<Property> of(SchemaDocument document) {
    List<Property> found = new ArrayList<>();
    collect(document.schema(), "", found);
    return found;
  }

  private static void collect(JsonNode schema, String pointer, List<Property> found) {
    List<String> required =
        schema.path("required").values().stream().map(JsonNode::stringValue).toList();
    for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
      String name = entry.getKey();
      found.add(new Property(pointer, name, entry.getValue(), required.contains(name)));
      collect(entry.getValue(), pointer + "/" + name, found);
    }
    if (schema.has("items")) {
      collect(schema.get("items"), pointer + "/0", found);
    }
  }

  String pointer() {
    return parent + "/" + name;
  }

  boolean hasType(String type) {
    JsonNode types = schema.path("type");
    return types.isArray()
        ? types.values().stream().anyMatch(one -> one.stringValue().equals(type))
        : types.asString("").equals(type);
  }
}
