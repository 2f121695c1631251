package com.irisx.webhooks.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas themselves: well-formed, described, and able to say no. */
class SchemasTest {

  private static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";

  private static final Schema META_SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SchemaLocation.of(DRAFT_2020_12));

  /**
   * A misspelt keyword is ignored by every validator, so that the schema says less than it seems.
   */
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "description",
          "properties",
          "required",
          "items",
          "enum",
          "pattern",
          "format",
          "anyOf",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "propertyNames",
          "additionalProperties");

  @ParameterizedTest
  @MethodSource("documents")
  void aSchemaIsASchemaOfItsDraft(SchemaDocument document) {
    assertThat(META_SCHEMA.validate(document.schema())).isEmpty();
    assertThat(document.schema().required("$schema").stringValue()).isEqualTo(DRAFT_2020_12);
    assertThat(document.schema().required("$id").stringValue()).startsWith("urn:irisx:webhooks:");
    assertThat(document.schema().required("type").stringValue()).isEqualTo("object");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyPropertyIsDescribedInKnownKeywords(SchemaDocument document) {
    assertThat(document.schema().required("description").stringValue()).endsWith(".");
    for (Property property : Property.of(document)) {
      assertThat(KEYWORDS).as(property.pointer()).containsAll(property.schema().propertyNames());
      assertThat(property.schema().path("description").asString(""))
          .as(property.pointer())
          .endsWith(".");
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void textIsBoundedInSomeWay(SchemaDocument document) {
    assertThat(Property.of(document))
        .filteredOn(property -> property.hasType("string"))
        // Cut where it is read, to a length in bytes; any text, also none, is allowed.
        .filteredOn(property -> !property.name().matches("response[-_]body"))
        .allSatisfy(
            property ->
                assertThat(property.schema().propertyNames())
                    .as(property.pointer())
                    .containsAnyOf("enum", "pattern", "format", "anyOf", "minLength", "maxLength"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aSchemaRejectsEveryBrokenSample(SchemaDocument document) {
    List<BrokenDocument> broken = BrokenDocument.of(document);

    assertThat(broken).hasSizeGreaterThan(5);
    assertThat(broken)
        .allSatisfy(one -> assertThat(document.problems(one.json())).as(one.what()).isNotEmpty());
  }

  static List<SchemaDocument> documents() {
    return SchemaDocument.all();
  }
}
