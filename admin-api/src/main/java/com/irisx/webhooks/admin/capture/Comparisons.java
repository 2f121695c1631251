package com.irisx.webhooks.admin.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Table {@code capture_comparisons}: whether the topic must still be compared with the table,
 * however often capture begins again before that is done.
 */
record Comparisons(CaptureDatabase database) {

  boolean isDue(String topicId) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM capture_comparisons WHERE topic_id = ?)")) {
      statement.setString(1, topicId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /**
   * Notes that a snapshot must come, and a comparison after it. Offsets without their slot are
   * forgotten with that: beside the slot that is made next they would say that nothing was missed.
   */
  void noteSnapshot(String topicId) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      run(
          connection,
          "INSERT INTO capture_comparisons (topic_id) VALUES (?) ON CONFLICT DO NOTHING",
          topicId);
      run(connection, "DELETE FROM capture_offsets WHERE topic_id = ?", topicId);
      connection.commit();
    }
  }

  void made(String topicId) throws SQLException {
    try (Connection connection = database.connect()) {
      run(connection, "DELETE FROM capture_comparisons WHERE topic_id = ?", topicId);
    }
  }

  private static void run(Connection connection, String sql, String topicId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, topicId);
      statement.executeUpdate();
    }
  }
}
