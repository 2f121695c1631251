package com.irisx.webhooks.schema.document;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema of this module with the sample it describes.
 *
 * @param sample what the schema is about: for an event, the {@code data} of the sample file
 */
public record SchemaDocument(String name, JsonNode schema, JsonNode sample, Schema validator) {

  public static final List<String> TOPICS =
      List.of(
          "events",
          "subscriptions",
          "deliveries",
          "delivery-tasks",
          "attempt-results",
          "delivery-outcomes",
          "dead-letters",
          "rejected-events");

  // Formats are annotations in draft 2020-12 unless a validator is told to assert them.
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialects.getDraft202012(),
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  public static List<SchemaDocument> all() {
    return Stream.of(
            TOPICS.stream().map(SchemaDocument::topic),
            Stream.of(file("webhook-body")),
            EventCatalog.builtIn().types().stream().map(type -> event(type.type())),
            EventCatalog.system().types().stream().map(type -> event("system-events", type.type())))
        .flatMap(documents -> documents)
        .toList();
  }

  public static SchemaDocument topic(String topic) {
    return file("topics/" + topic);
  }

  public static SchemaDocument event(String type) {
    return event("events", type);
  }

  private static SchemaDocument event(String folder, String type) {
    SchemaDocument file = file(folder + "/" + type);
    return new SchemaDocument(file.name, file.schema, file.sample.required("data"), file.validator);
  }

  public static SchemaDocument file(String name) {
    JsonNode schema = json(name + ".schema.json");
    return new SchemaDocument(
        name, schema, json(name + ".sample.json"), REGISTRY.getSchema(schema));
  }

  /** What is wrong with {@code document}; empty if it is valid. */
  public List<String> problems(JsonNode document) {
    return validator.validate(document).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }

  public static JsonNode json(String resource) {
    try (InputStream in = SchemaDocument.class.getResourceAsStream("/schemas/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + resource);
      }
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
