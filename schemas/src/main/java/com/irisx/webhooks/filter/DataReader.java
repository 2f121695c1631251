package com.irisx.webhooks.filter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into what filters see. Of two members with one name the last one counts. */
public final class DataReader {

  /** Longest number that is compared, characters: bounds what one comparison can cost. */
  static final int MAX_NUMBER_CHARACTERS = 1000;

  /** Deepest nesting of the data; ROUTE takes no deeper event. */
  private static final int MAX_NESTING = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  // Bounded here, number by number.
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private DataReader() {}

  /**
   * The one JSON value that stands in a part of {@code json}, UTF-8.
   *
   * @throws JacksonException if there is none
   */
  public static DataValue read(byte[] json, int from, int length) {
    return whole(FACTORY.createParser(ObjectReadContext.empty(), json, from, length));
  }

  /**
   * The one JSON value in {@code json}.
   *
   * @throws JacksonException if there is none
   */
  static DataValue read(String json) {
    return whole(FACTORY.createParser(ObjectReadContext.empty(), json));
  }

  private static DataValue whole(JsonParser opened) {
    try (JsonParser parser = opened) {
      DataValue value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the JSON value");
      }
      return value;
    }
  }

  private static DataValue value(JsonParser parser, JsonToken token) {
    if (token == null) {
      throw new StreamReadException(parser, "there is no JSON value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new DataValue.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> new DataValue.Bool(true);
      case VALUE_FALSE -> new DataValue.Bool(false);
      case VALUE_NULL -> new DataValue.Null();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new StreamReadException(parser, "unexpected " + token);
    };
  }

  private static DataValue object(JsonParser parser) {
    Map<String, DataValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return new DataValue.ObjectValue(Collections.unmodifiableMap(members));
  }

  private static DataValue array(JsonParser parser) {
    List<DataValue> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return new DataValue.ArrayValue(Collections.unmodifiableList(elements));
  }

  private static DataValue number(String spelling) {
    if (spelling.length() > MAX_NUMBER_CHARACTERS) {
      return new DataValue.HugeNumber(spelling);
    }
    try {
      return new DataValue.Num(new BigDecimal(spelling));
    } catch (ArithmeticException | NumberFormatException e) {
      // Its exponent does not fit into an int.
      return new DataValue.HugeNumber(spelling);
    }
  }
}
