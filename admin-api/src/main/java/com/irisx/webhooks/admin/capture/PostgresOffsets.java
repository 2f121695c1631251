package com.irisx.webhooks.admin.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code capture_offsets}. The offsets are positions in this database's log, so they live and
 * die with it; and they tell what is on one incarnation of the topic, so its id is part of the key.
 *
 * <p>Made by the engine, by name. Threading: its methods are synchronized, the engine has several
 * threads.
 */
public final class PostgresOffsets implements OffsetBackingStore {

  static final String TOPIC_ID = "webhooks.offsets.topic.id";

  private static final String DATABASE = "database.";
  private static final Set<String> OF_THE_URL = Set.of("hostname", "port", "dbname");

  private String url = "";
  private final Properties connecting = new Properties();
  private String topicId = "";
  private @Nullable Connection connection;

  @Override
  public void configure(WorkerConfig config) {
    Map<String, String> settings = config.originalsStrings();
    // The engine's own settings, and not the URL as it was given: that may hold a password, which
    // only settings named so are kept out of logs.
    url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(
                settings.get(DATABASE + "hostname"),
                settings.get(DATABASE + "port"),
                encoded(settings.getOrDefault(DATABASE + "dbname", "")));
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(DATABASE)
              && !OF_THE_URL.contains(name.substring(DATABASE.length()))) {
            connecting.put(name.substring(DATABASE.length()), value);
          }
        });
    topicId = settings.getOrDefault(TOPIC_ID, "");
  }

  @Override
  public synchronized void start() {
    try {
      connection = DriverManager.getConnection(url, connecting);
    } catch (SQLException e) {
      throw new IllegalStateException("no connection for capture's offsets", e);
    }
  }

  @Override
  public synchronized void stop() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the connection for capture's offsets does not close", e);
    }
  }

  @Override
  public synchronized Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
    Map<ByteBuffer, ByteBuffer> offsets = new HashMap<>();
    try (PreparedStatement statement =
        open()
            .prepareStatement("SELECT value FROM capture_offsets WHERE topic_id = ? AND key = ?")) {
      for (ByteBuffer key : keys) {
        statement.setString(1, topicId);
        statement.setBytes(2, bytes(key));
        try (ResultSet row = statement.executeQuery()) {
          if (row.next() && row.getBytes(1) != null) {
            offsets.put(key, ByteBuffer.wrap(row.getBytes(1)));
          }
        }
      }
      return CompletableFuture.completedFuture(offsets);
    } catch (SQLException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public synchronized Future<Void> set(
      Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<Void> callback) {
    try (PreparedStatement statement =
        open()
            .prepareStatement(
                "INSERT INTO capture_offsets (topic_id, key, value) VALUES (?, ?, ?)"
                    + " ON CONFLICT (topic_id, key)"
                    + " DO UPDATE SET value = excluded.value, updated_at = now()")) {
      for (Map.Entry<ByteBuffer, ByteBuffer> offset : values.entrySet()) {
        statement.setString(1, topicId);
        statement.setBytes(2, bytes(offset.getKey()));
        statement.setBytes(3, bytes(offset.getValue()));
        statement.executeUpdate();
      }
    } catch (SQLException e) {
      if (callback != null) {
        callback.onCompletion(e, null);
      }
      return CompletableFuture.failedFuture(e);
    }
    if (callback != null) {
      callback.onCompletion(null, null);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    // Asked by Connect's REST API only, which is not here.
    return Set.of();
  }

  private Connection open() throws SQLException {
    if (connection == null) {
      throw new SQLException("capture's offsets are not open");
    }
    return connection;
  }

  /** For a URL's path, where a plus is a plus. */
  private static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
