package com.irisx.webhooks.admin.capture;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.config.AdminSettings.DatabaseSettings;
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
import org.springframework.stereotype.Component;

/**
 * The database as capture sees it: by connections of its own, so that neither a full pool nor a
 * pool's recycling can cost it the lock.
 */
@Component
final class CaptureDatabase {

  private static final int MAX_NAME_CHARACTERS = 63;
  private static final String SOCKET_TIMEOUT_SECONDS = "30";

  private final DatabaseSettings settings;
  private final DatabaseAddress address;

  CaptureDatabase(AdminSettings settings) {
    this.settings = settings.database();
    this.address = DatabaseAddress.of(this.settings);
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

  DatabaseAddress address() {
    return address;
  }

  /** The replication slot: one for each database, because its name counts for the whole server. */
  String slot() {
    String name =
        "webhooks_" + address.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
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
