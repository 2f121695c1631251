package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Everything that projection wrote for one webhook, row by row as text. */
record Tables(Map<String, List<String>> rows) {

  private static final Map<String, String> QUERIES = new LinkedHashMap<>();

  static {
    String ofWebhook =
        " JOIN webhook_deliveries d ON d.id = t.delivery_id AND d.created_at = t.created_at"
            + " WHERE d.webhook_id = ? ORDER BY 1";
    QUERIES.put(
        "webhook_deliveries",
        "SELECT t::text FROM webhook_deliveries t WHERE webhook_id = ? ORDER BY 1");
    QUERIES.put("webhook_attempts", "SELECT t::text FROM webhook_attempts t" + ofWebhook);
    QUERIES.put("webhook_payloads", "SELECT t::text FROM webhook_payloads t" + ofWebhook);
    QUERIES.put(
        "webhook_statistics", "SELECT t::text FROM webhook_statistics t WHERE webhook_id = ?");
  }

  static Tables of(TestDatabase database, UUID webhookId) throws SQLException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    try (Connection connection = database.connect()) {
      for (Map.Entry<String, String> query : QUERIES.entrySet()) {
        rows.put(query.getKey(), read(connection, query.getValue(), webhookId));
      }
    }
    return new Tables(rows);
  }

  List<String> of(String table) {
    return rows.getOrDefault(table, List.of());
  }

  private static List<String> read(Connection connection, String query, UUID webhookId)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setObject(1, webhookId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row.getString(1));
        }
      }
    }
    return rows;
  }
}
