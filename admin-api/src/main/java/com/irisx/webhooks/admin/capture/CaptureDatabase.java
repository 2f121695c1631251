package com.irisx.webhooks.admin.capture;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.config.AdminSettings.DatabaseSettings;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The database as capture sees it: by connections of its own, so that neither a full pool nor a
 * pool's recycling can cost it the lock.
 */
@Component
final class CaptureDatabase {

  private static final int MAX_NAME_CHARACTERS = 63;
  private static final int DEFAULT_PORT = 5432;
  private static final Pattern SSL_MODE = Pattern.compile("sslmode=([a-z-]+)");
  private static final String SOCKET_TIMEOUT_SECONDS = "30";

  private final DatabaseSettings settings;
  private final URI address;

  CaptureDatabase(AdminSettings settings) {
    this.settings = settings.database();
    this.address = URI.create(this.settings.url().substring("jdbc:".length()));
    if (address.getHost() == null || address.getPath().length() < 2) {
      throw new IllegalArgumentException("WEBHOOKS_DB_URL must name one host and a database");
    }
  }

  /** A new connection; the caller closes it. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.put("user", settings.user());
    properties.put("password", settings.password());
    properties.put("ApplicationName", "webhooks-capture");
    properties.put("tcpKeepAlive", "true");
    properties.put("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    return DriverManager.getConnection(settings.url(), properties);
  }

  DatabaseSettings settings() {
    return settings;
  }

  String host() {
    return address.getHost();
  }

  int port() {
    return address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
  }

  String name() {
    return address.getPath().substring(1);
  }

  /** As the URL asks for it, with the driver's default. */
  String sslMode() {
    Matcher mode = SSL_MODE.matcher(String.valueOf(address.getQuery()));
    return mode.find() ? mode.group(1) : "prefer";
  }

  /** The replication slot: one for each database, because its name counts for the whole server. */
  String slot() {
    String name = "webhooks_" + name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return name.substring(0, Math.min(name.length(), MAX_NAME_CHARACTERS));
  }

  /**
   * Whether the slot is there to go on from. One that the server gave up on ({@code
   * max_slot_wal_keep_size}) is dropped: nothing can be read from it any more.
   */
  boolean hasUsableSlot() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT coalesce(wal_status, '') = 'lost' FROM pg_replication_slots"
                    + " WHERE slot_name = ?")) {
      statement.setString(1, slot());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        if (!row.getBoolean(1)) {
          return true;
        }
      }
      try (PreparedStatement drop =
          connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
        drop.setString(1, slot());
        drop.execute();
      }
      return false;
    }
  }

  /** The ids of all webhooks. */
  Set<UUID> webhookIds() throws SQLException {
    Set<UUID> ids = new HashSet<>();
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement("SELECT id FROM webhooks");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
