package com.irisx.webhooks.admin.eventtype;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Finds a member of a JSON object without converting it: numbers and texts keep their spelling. */
final class RawMember {

  private RawMember() {}

  /**
   * The text of the value of {@code member}.
   *
   * @throws IllegalArgumentException if {@code object} has no such member
   */
  static String of(JsonMapper json, String object, String member) {
    try (JsonParser parser = json.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        long from = parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        long to = parser.currentLocation().getCharOffset();
        if (name.equals(member)) {
          return object.substring((int) from, (int) to).strip();
        }
      }
    }
    throw new IllegalArgumentException("the JSON object has no member '" + member + "'");
  }
}
