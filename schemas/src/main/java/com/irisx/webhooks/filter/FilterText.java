package com.irisx.webhooks.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A filter as somebody wrote it, as JSON, but for insignificant space: the order of its members and
 * the digits of its numbers stay. Within other JSON it is a member like all others. Nothing is
 * checked: what another release wrote is carried along too. {@link Filter} understands it.
 */
@JsonDeserialize(using = FilterText.Reader.class)
@JsonSerialize(using = FilterText.Writer.class)
public record FilterText(String json) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Its length in UTF-8. */
  int bytes() {
    return json.getBytes(UTF_8).length;
  }

  /** Takes whatever stands there. */
  static final class Reader extends StdDeserializer<FilterText> {
    Reader() {
      super(FilterText.class);
    }

    @Override
    public FilterText deserialize(JsonParser parser, DeserializationContext context) {
      StringWriter text = new StringWriter();
      try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
        copy(parser, generator, generator::writeNumber);
      }
      return new FilterText(text.toString());
    }
  }

  /** Writes value by value, not the text as it is: what writes may build a tree. */
  static final class Writer extends StdSerializer<FilterText> {
    Writer() {
      super(FilterText.class);
    }

    @Override
    public void serialize(
        FilterText filter, JsonGenerator generator, SerializationContext context) {
      try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), filter.json())) {
        parser.nextToken();
        copy(parser, generator, number -> write(number, generator));
      }
    }

    /** As a number where it is one, since trees take no text for it. */
    private static void write(String number, JsonGenerator generator) {
      BigDecimal decimal;
      try {
        decimal = new BigDecimal(number);
      } catch (ArithmeticException | NumberFormatException e) {
        // Its exponent is out of bounds, so it is in no filter, but in what somebody asks for.
        generator.writeNumber(number);
        return;
      }
      if (number.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
        generator.writeNumber(decimal.toBigIntegerExact());
      } else {
        generator.writeNumber(decimal);
      }
    }
  }

  /** As {@link JsonGenerator#copyCurrentStructure}, which would make doubles of numbers. */
  private static void copy(JsonParser from, JsonGenerator to, Consumer<String> number) {
    int open = 0;
    JsonToken token = from.currentToken();
    while (true) {
      if (token.isNumeric()) {
        number.accept(from.getString());
      } else {
        to.copyCurrentEvent(from);
      }
      open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (open == 0) {
        return;
      }
      token = from.nextToken();
    }
  }
}
