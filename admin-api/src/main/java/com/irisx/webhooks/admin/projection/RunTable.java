package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  /**
   * A delivery went from where its last run was to the beginning of another.
   *
   * @param createdAt the delivery's
   */
  record Moved(UUID webhookId, Instant createdAt, Progress from, Progress to) {}

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
              SELECT d.id, d.created_at, d.run AS old_run, d.status, d.attempt, d.recorded_at,
                x.run, x.at
              FROM webhook_deliveries d
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
            RETURNING d.webhook_id, d.created_at, old.old_run, old.status, old.attempt,
              old.recorded_at, old.run, old.at
            """)
        .param(columns.uuids(run -> run.delivery().deliveryId()))
        .param(columns.times(run -> run.key().createdAt()))
        .param(columns.numbers(run -> run.delivery().run()))
        .param(columns.times(RunProjection.Run::at))
        .param(times.get(0).toString())
        .param(times.get(times.size() - 1).toString())
        .param(times.get(0).toString())
        .param(times.get(times.size() - 1).toString())
        .query((row, n) -> moved(row))
        .list();
  }

  private static Moved moved(ResultSet row) throws SQLException {
    return new Moved(
        row.getObject("webhook_id", UUID.class),
        time(row, "created_at"),
        new Progress(
            row.getInt("old_run"),
            DeliveryStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            row.getInt("attempt"),
            time(row, "recorded_at")),
        new Progress(row.getInt("run"), DeliveryStatus.PENDING, 0, time(row, "at")));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
