package com.irisx.webhooks.admin.delivery;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code deleted_webhooks}, and the rows of other tables that wait there to be removed. */
@Repository
class PurgeTable {

  private final JdbcClient jdbc;

  PurgeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes, in the transaction that deletes a webhook, that its deliveries must go. */
  void add(UUID webhookId) {
    jdbc.sql("INSERT INTO deleted_webhooks (webhook_id) VALUES (?)").param(webhookId).update();
  }

  /** A deleted webhook that nobody else works on until the transaction ends, oldest first. */
  Optional<UUID> lockNext() {
    return jdbc.sql(
            """
            SELECT webhook_id FROM deleted_webhooks ORDER BY deleted_at, webhook_id
            LIMIT 1 FOR UPDATE SKIP LOCKED
            """)
        .query(UUID.class)
        .optional();
  }

  private record Row(UUID id, OffsetDateTime createdAt) {}

  /**
   * Removes a locked webhook's oldest deliveries with all that belongs to them; the webhook itself
   * is forgotten with the last.
   *
   * @param limit how many, at most
   */
  void removeOldest(UUID webhookId, int limit) {
    List<Row> rows =
        jdbc.sql(
                """
                SELECT d.id, d.created_at FROM webhook_deliveries d
                WHERE d.webhook_id = :webhook AND d.created_at >=
                  (SELECT purged_to FROM deleted_webhooks WHERE webhook_id = :webhook)
                ORDER BY d.created_at, d.id LIMIT :limit
                """)
            .param("webhook", webhookId)
            .param("limit", limit)
            .query(
                (row, n) ->
                    new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("created_at", OffsetDateTime.class)))
            .list();
    if (!rows.isEmpty()) {
      remove(rows);
    }
    if (rows.size() < limit) {
      jdbc.sql("DELETE FROM deleted_webhooks WHERE webhook_id = ?").param(webhookId).update();
    } else {
      jdbc.sql("UPDATE deleted_webhooks SET purged_to = :at WHERE webhook_id = :webhook")
          .param("at", rows.get(rows.size() - 1).createdAt())
          .param("webhook", webhookId)
          .update();
    }
  }

  /**
   * The bounds of time say to the planner which partitions matter. Payloads may be later: those of
   * the same event repeated, which has no other row.
   */
  private void remove(List<Row> rows) {
    UUID[] ids = rows.stream().map(Row::id).toArray(UUID[]::new);
    OffsetDateTime from = rows.get(0).createdAt();
    OffsetDateTime to = rows.get(rows.size() - 1).createdAt();
    for (String statement :
        List.of(
            "DELETE FROM webhook_attempts WHERE delivery_id = ANY (:ids) AND created_at <= :to",
            "DELETE FROM webhook_payloads WHERE delivery_id = ANY (:ids)",
            "DELETE FROM webhook_deliveries WHERE id = ANY (:ids) AND created_at <= :to")) {
      jdbc.sql(statement + " AND created_at >= :from")
          .param("ids", ids)
          .param("from", from)
          .param("to", to)
          .update();
    }
  }
}
