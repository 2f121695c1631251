package com.irisx.webhooks.admin.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The turn to capture, among all instances on one database: an advisory lock, held as long as its
 * connection lives. Should two ever think they hold it, the replication slot still lets in only
 * one.
 *
 * <p>Threading: one thread.
 */
record CaptureLock(Connection connection) implements AutoCloseable {

  private static final long KEY = 0x7765_6268_6f6f_0001L;

  /** Takes the turn if nobody else has it. */
  boolean tryTake() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, KEY);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /**
   * How many bytes of the log a slot holds back, counted from what capture has confirmed.
   *
   * @throws SQLException if the connection is gone, and the turn with it
   */
  long slotLagBytes(String slot) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint"
                + " FROM pg_replication_slots WHERE slot_name = ?")) {
      statement.setString(1, slot);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
