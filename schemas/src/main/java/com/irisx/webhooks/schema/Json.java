package com.irisx.webhooks.schema;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON mapper of our records: snake_case, ISO-8601 times, unknown members ignored, nulls
 * written. Map entries are written in the order of their keys, because an immutable map's own order
 * differs from run to run and the same record must give the same bytes.
 */
public final class Json {

  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private Json() {}

  /** Reads and writes one record type. Threading: safe for use by several threads. */
  public static final class Format<T> {
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private Format(Class<T> type) {
      this.reader = MAPPER.readerFor(type);
      this.writer = MAPPER.writerFor(type);
    }

    /**
     * Reads a record value.
     *
     * @throws JacksonException if {@code json} is not a valid document of this type
     */
    public T read(byte[] json) {
      T value = reader.readValue(json);
      if (value == null) {
        throw DatabindException.from((JsonParser) null, "a JSON object is expected, not null");
      }
      return value;
    }

    /** Writes a record value as UTF-8. */
    public byte[] write(T value) {
      return writer.writeValueAsBytes(value);
    }
  }

  /** The format of a record type. */
  public static <T> Format<T> format(Class<T> type) {
    return new Format<>(type);
  }
}
