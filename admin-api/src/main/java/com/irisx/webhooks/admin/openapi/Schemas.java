package com.irisx.webhooks.admin.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the generator gets wrong, because it reads our records by another mapper than ours. */
final class Schemas {

  /** Members that are JSON of any kind, whatever their Java type. */
  private static final Map<String, List<String>> JSON =
      Map.of(
          "EventTypeView", List.of("schema", "sample"),
          "EventTypeRequest", List.of("schema", "sample"),
          "DeliveryView", List.of("payload"),
          "WebhookRequest", List.of("filter"),
          "WebhookView", List.of("filter"));

  private Schemas() {}

  static void correct(Components components) {
    var schemas = components.getSchemas();
    schemas.keySet().removeIf(name -> name.endsWith("Node") || name.equals("FilterText"));
    schemas.values().forEach(Schemas::snakeCase);
    JSON.forEach(
        (name, members) -> {
          Schema<?> schema = schemas.get(name);
          if (schema != null) {
            members.forEach(member -> schema.addProperty(member, new ObjectSchema()));
          }
        });
  }

  private static void snakeCase(Schema<?> schema) {
    var properties = schema.getProperties();
    if (properties != null) {
      var renamed = new LinkedHashMap<>(properties);
      properties.clear();
      renamed.forEach((name, property) -> properties.put(snakeCase(name), property));
    }
  }

  /** As our mapper spells a member. */
  static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
