package com.irisx.webhooks.streams.route;

import static com.irisx.webhooks.schema.RejectionReason.INVALID_FIELD;
import static com.irisx.webhooks.schema.RejectionReason.INVALID_JSON;
import static com.irisx.webhooks.schema.RejectionReason.MISSING_FIELD;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The members of one JSON object (RFC 8259) in UTF-8: strings are read, everything else is only
 * found. The whole document is checked, but nothing of a value is converted, so numbers and texts
 * keep their spelling.
 */
final class JsonMembers {

  /** Deepest nesting of objects and arrays in an event. */
  static final int MAX_NESTING = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  // Numbers are passed through as text, and the event as a whole is bounded.
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final byte[] json;
  private final Map<String, Member> members = new HashMap<>();

  private record Member(JsonToken kind, @Nullable String text, int from, int to) {}

  private JsonMembers(byte[] json) {
    this.json = json;
  }

  /**
   * The members of the object that {@code json} holds.
   *
   * @throws RejectedEventException if it is not one JSON object, or a name in it stands twice
   */
  static JsonMembers of(byte[] json) throws RejectedEventException {
    JsonMembers members = new JsonMembers(json);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RejectedEventException(INVALID_JSON, "the value is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        members.read(parser);
      }
      end(parser);
      return members;
    } catch (JacksonException e) {
      throw new RejectedEventException(INVALID_JSON, e.getOriginalMessage());
    }
  }

  /**
   * The one JSON value that {@code json} holds, without the space around it.
   *
   * @throws RejectedEventException if it is not one JSON value
   */
  static JsonSlice value(byte[] json) throws RejectedEventException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        throw new RejectedEventException(INVALID_JSON, "the value is empty");
      }
      int from = offset(parser.currentTokenLocation().getByteOffset());
      parser.skipChildren();
      parser.finishToken();
      int to = offset(parser.currentLocation().getByteOffset());
      end(parser);
      return new JsonSlice(json, from, to);
    } catch (JacksonException e) {
      throw new RejectedEventException(INVALID_JSON, e.getOriginalMessage());
    }
  }

  /** The text of a member; null if it is missing or null. */
  @Nullable String optionalText(String name) throws RejectedEventException {
    Member member = members.get(name);
    if (member == null || member.kind() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (member.text() == null) {
      throw new RejectedEventException(INVALID_FIELD, "'" + name + "' is not a string");
    }
    return member.text();
  }

  /** Where the value of a member stands. */
  JsonSlice slice(String name) throws RejectedEventException {
    Member member = members.get(name);
    if (member == null) {
      throw new RejectedEventException(MISSING_FIELD, "'" + name + "' is missing");
    }
    return new JsonSlice(json, member.from(), member.to());
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  private void read(JsonParser parser) throws RejectedEventException {
    String name = parser.currentName();
    JsonToken kind = parser.nextToken();
    int from = offset(parser.currentTokenLocation().getByteOffset());
    String text = kind == JsonToken.VALUE_STRING ? parser.getString() : null;
    parser.skipChildren();
    parser.finishToken();
    int to = offset(parser.currentLocation().getByteOffset());
    if (members.put(name, new Member(kind, text, from, to)) != null) {
      throw new RejectedEventException(INVALID_FIELD, "'" + name + "' stands twice");
    }
  }

  private static void end(JsonParser parser) throws RejectedEventException {
    if (parser.nextToken() != null) {
      throw new RejectedEventException(INVALID_JSON, "something follows the JSON value");
    }
  }

  /** Jackson knows no byte offsets where it does not read UTF-8. */
  private static int offset(long byteOffset) throws RejectedEventException {
    if (byteOffset < 0) {
      throw new RejectedEventException(INVALID_JSON, "the value is not UTF-8");
    }
    return (int) byteOffset;
  }
}
