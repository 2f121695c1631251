package com.irisx.webhooks.admin.eventtype;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.admin.problem.FieldErrors;
import com.irisx.webhooks.schema.catalog.EventType;
import com.irisx.webhooks.schema.catalog.EventTypeName;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From what the operator asks for to a type that holds, or to everything that is wrong with it. */
@Component
class EventTypeValidation {

  static final int MAX_CATEGORY_CHARACTERS = 64;
  static final int MAX_DESCRIPTION_CHARACTERS = 1000;

  private static final String SAMPLE_TIME = "2025-10-29T12:00:00Z";

  private final JsonMapper json;

  EventTypeValidation(JsonMapper json) {
    this.json = json;
  }

  /**
   * The type that {@code request} asks for.
   *
   * @throws com.irisx.webhooks.admin.problem.ProblemException with status 400 that names every
   *     member at fault
   */
  EventType type(EventTypeRequest request) {
    FieldErrors errors = new FieldErrors();
    String type = request.type() == null ? "" : request.type();
    errors.check(
        EventTypeName.isValid(type),
        "type",
        "must be segments of letters, digits, _ and - joined by dots, such as fax.received");
    String category = text(errors, "category", request.category(), MAX_CATEGORY_CHARACTERS);
    String description =
        text(errors, "description", request.description(), MAX_DESCRIPTION_CHARACTERS);
    String schema = "";
    String sample = "";
    if (!(request.schema() instanceof ObjectNode document)) {
      errors.reject("schema", "must be a JSON Schema, as an object");
    } else if (request.sample() == null || request.sample().isNull()) {
      errors.reject("sample", "is required");
    } else {
      ObjectNode event = event(type, request.sample());
      PayloadSchema.check(errors, document, event.required("data"));
      schema = stored(errors, "schema", document);
      sample = stored(errors, "sample", event);
    }
    errors.throwIfAny();
    return new EventType(type, category, description, schema, sample);
  }

  /** The sample as the catalog has all of them: a complete event. */
  private ObjectNode event(String type, JsonNode sample) {
    if (sample instanceof ObjectNode event
        && event.has("data")
        && event.path("type").asString("").equals(type)) {
      return event;
    }
    return json.createObjectNode()
        .put("id", "evt_sample")
        .put("tenant_id", "tenant_sample")
        .put("type", type)
        .put("occurred_at", SAMPLE_TIME)
        .set("data", sample);
  }

  private String stored(FieldErrors errors, String field, JsonNode document) {
    String text = json.writeValueAsString(document);
    errors.check(isText(text), field, "holds characters that are no text");
    errors.check(isFinite(document), field, "holds a number out of bounds");
    return text;
  }

  private static String text(
      FieldErrors errors, String field, @Nullable String text, int maxCharacters) {
    if (text == null || text.isBlank() || text.length() > maxCharacters || !isText(text)) {
      errors.reject(field, "must be a text of 1 to " + maxCharacters + " characters");
      return "";
    }
    return text;
  }

  /** No NUL and no half of a surrogate pair: Postgres takes neither. */
  private static boolean isText(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }

  /** Numbers beyond a double are read as infinite, and cannot be written again. */
  private static boolean isFinite(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return Double.isFinite(node.doubleValue());
    }
    for (JsonNode child : node) {
      if (!isFinite(child)) {
        return false;
      }
    }
    return true;
  }
}
