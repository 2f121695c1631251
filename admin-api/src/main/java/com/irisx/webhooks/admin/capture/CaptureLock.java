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
final class CaptureLock implements AutoCloseable {

  private static final long KEY = 0x7765_6268_6f6f_0001L;
  private static final int CHECK_SECONDS = 5;

  private final Connection connection;
  private final boolean held;

  private CaptureLock(Connection connection, boolean held) {
    this.connection = connection;
    this.held = held;
  }

  /** Takes the turn if nobody has it. */
  static CaptureLock tryAcquire(CaptureDatabase database) throws SQLException {
    Connection connection = database.connect();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, KEY);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new CaptureLock(connection, row.getBoolean(1));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  boolean isHeld() {
    return held;
  }

  /**
   * Makes sure that the turn is still ours.
   *
   * @throws SQLException if its connection is gone, and the turn with it
   */
  void requireHeld() throws SQLException {
    if (!connection.isValid(CHECK_SECONDS)) {
      throw new SQLException("the connection that holds the capture lock is gone");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
