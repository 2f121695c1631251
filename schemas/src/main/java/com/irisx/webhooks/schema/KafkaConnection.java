package com.irisx.webhooks.schema;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * How our clients reach the brokers: where they are, and how to get in. What a client does there is
 * not set here, because our guarantees rest on it.
 *
 * @param properties for every Kafka client
 */
public record KafkaConnection(Map<String, Object> properties) {

  private static final List<String> ALLOWED = List.of("security.", "sasl.", "ssl.");

  public KafkaConnection {
    properties = Map.copyOf(properties);
  }

  /** Brokers that let everybody in. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(
        Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  /**
   * The same brokers, with what a properties file says of security.
   *
   * @param file properties whose names begin with {@code security.}, {@code sasl.} or {@code ssl.}
   * @throws IllegalArgumentException if the file cannot be read or has another property; the
   *     message repeats no value
   */
  public KafkaConnection with(Path file) {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      // No cause: its message may repeat what is in the file.
      throw new IllegalArgumentException("the file " + file + " cannot be read as properties");
    }
    Map<String, Object> all = new HashMap<>(properties);
    for (String name : read.stringPropertyNames()) {
      if (ALLOWED.stream().noneMatch(name::startsWith)) {
        throw new IllegalArgumentException(
            name + " in " + file + ": only security.*, sasl.* and ssl.* can be set");
      }
      all.put(name, read.getProperty(name));
    }
    return new KafkaConnection(all);
  }

  public String bootstrapServers() {
    @Nullable Object servers = properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return String.valueOf(servers);
  }

  /** The properties of a client: {@code settings}, and how to connect. */
  public Map<String, Object> client(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(properties);
    return all;
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return bootstrapServers();
  }
}
