package com.irisx.webhooks.admin.eventtype;

import com.irisx.webhooks.admin.problem.FieldErrors;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a JSON Schema (draft 2020-12) is one, and what it says of a payload. */
final class PayloadSchema {

  static final String DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema";

  /** More would help nobody. */
  private static final int MAX_PROBLEMS = 10;

  private static final Schema META_SCHEMA =
      SchemaRegistry.withDialect(Dialects.getDraft202012())
          .getSchema(SchemaLocation.of(DRAFT_2020_12));

  private PayloadSchema() {}

  /** Notes what is wrong with {@code schema}, or else with {@code payload} under it. */
  static void check(FieldErrors errors, ObjectNode schema, JsonNode payload) {
    String draft = schema.path("$schema").asString(DRAFT_2020_12);
    if (!draft.equals(DRAFT_2020_12)) {
      errors.reject("schema.$schema", "must be " + DRAFT_2020_12);
      return;
    }
    var flaws = META_SCHEMA.validate(schema);
    flaws.stream().limit(MAX_PROBLEMS).forEach(flaw -> reject(errors, "schema", flaw));
    if (!flaws.isEmpty()) {
      return;
    }
    try {
      registry().getSchema(schema).validate(payload).stream()
          .limit(MAX_PROBLEMS)
          .forEach(problem -> reject(errors, "sample", problem));
    } catch (SchemaException | PatternSyntaxException | StackOverflowError e) {
      // A reference that leads nowhere, or round and round; nothing is ever fetched for one.
      errors.reject("schema", "cannot be applied: check its references and patterns");
    }
  }

  /** One for each check, so that no schema is remembered. Formats are asserted. */
  private static SchemaRegistry registry() {
    return SchemaRegistry.withDialect(
        Dialects.getDraft202012(),
        builder ->
            builder
                .schemaCacheEnabled(false)
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  private static void reject(FieldErrors errors, String field, Error problem) {
    errors.reject(field, problem.getInstanceLocation() + ": " + problem.getMessage());
  }
}
