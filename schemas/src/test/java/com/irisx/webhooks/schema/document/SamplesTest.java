package com.irisx.webhooks.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.irisx.webhooks.schema.catalog.EventType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SamplesTest {

  @ParameterizedTest
  @MethodSource("documents")
  void aSampleIsValid(SchemaDocument document) {
    assertThat(document.problems(document.sample())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aSampleShowsEveryProperty(SchemaDocument document) {
    for (Property property : Property.of(document)) {
      assertThat(document.sample().at(property.pointer()).isMissingNode())
          .as("%s is missing in the sample", property.pointer())
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void additionalMembersAreAllowed(SchemaDocument document) {
    JsonNode extended = document.sample().deepCopy().asObject().put("x_added_later", 1);

    assertThat(document.problems(extended)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void anEventSampleIsAnEventOfItsType(EventType type) {
    JsonNode sample = Json.MAPPER.readTree(type.sample());

    assertThat(SchemaDocument.topic("events").problems(sample)).isEmpty();
    assertThat(sample.propertyNames())
        .containsExactly("id", "tenant_id", "type", "occurred_at", "data");
    assertThat(sample.required("type").stringValue()).isEqualTo(type.type());
  }

  static List<SchemaDocument> documents() {
    return SchemaDocument.all();
  }

  static List<EventType> types() {
    return Stream.of(EventCatalog.builtIn(), EventCatalog.system())
        .flatMap(catalog -> catalog.types().stream())
        .toList();
  }
}
