package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes {@code webhook_deliveries} where a run begins. */
@Repository
class RunTable {

  private final JdbcClient jdbc;

  RunTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A delivery went from where its last run ended to the beginning of the next. */
  record Moved(UUID webhookId, DeliveryStatus from) {}

  /** Begins these runs where the delivery is not as far already; the answer says where. */
  List<Moved> begin(Collection<RunProjection.Run> runs) {
    if (runs.isEmpty()) {
      return List.of();
    }
    Columns<RunProjection.Run> columns = new Columns<>(runs);
    // The first and the last say to the planner which partitions matter.
    List<Instant> times = runs.stream().map(run -> run.key().createdAt()).sorted().toList();
    return jdbc.sql(
            """
            WITH old AS (
              SELECT d.id, d.created_at, d.status, x.run, x.at FROM webhook_deliveries d
              JOIN unnest(?::uuid[], ?::timestamptz[], ?::int[], ?::timestamptz[])
                AS x (id, created_at, run, at) ON d.id = x.id AND d.created_at = x.created_at
              WHERE d.run < x.run AND d.created_at BETWEEN ?::timestamptz AND ?::timestamptz
              ORDER BY d.id, d.created_at
              FOR UPDATE OF d)
            UPDATE webhook_deliveries d SET status = 'pending', run = old.run, attempt = 0,
              response_status = NULL, duration_ms = NULL, error = NULL, error_detail = NULL,
              next_attempt_at = NULL, waiting_for = NULL, recorded_at = old.at
            FROM old WHERE d.id = old.id AND d.created_at = old.created_at
              AND d.created_at BETWEEN ?::timestamptz AND ?::timestamptz
            RETURNING d.webhook_id, old.status
            """)
        .param(columns.uuids(run -> run.delivery().deliveryId()))
        .param(columns.times(run -> run.key().createdAt()))
        .param(columns.numbers(run -> run.delivery().run()))
        .param(columns.times(RunProjection.Run::at))
        .param(times.get(0).toString())
        .param(times.get(times.size() - 1).toString())
        .param(times.get(0).toString())
        .param(times.get(times.size() - 1).toString())
        .query(
            (row, n) ->
                new Moved(
                    row.getObject("webhook_id", UUID.class),
                    DeliveryStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT))))
        .list();
  }
}
