package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.WaitReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes {@code webhook_deliveries}. Rows are locked and inserted in the order of their keys, so
 * two batches never wait for each other.
 */
@Repository
class DeliveryTable {

  private final JdbcClient jdbc;

  DeliveryTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How far the deliveries of these keys are that exist; nobody else moves them meanwhile. */
  Map<DeliveryKey, Progress> lock(Collection<DeliveryKey> keys) {
    Columns<DeliveryKey> columns = new Columns<>(keys);
    Map<DeliveryKey, Progress> known = new HashMap<>();
    jdbc.sql(
            """
            SELECT d.id, d.created_at, d.run, d.status, d.attempt, d.recorded_at
            FROM webhook_deliveries d
            JOIN unnest(?::uuid[], ?::timestamptz[]) AS k (id, created_at)
              ON d.id = k.id AND d.created_at = k.created_at
            WHERE d.created_at BETWEEN ?::timestamptz AND ?::timestamptz
            ORDER BY d.id, d.created_at
            FOR UPDATE OF d
            """)
        .param(columns.uuids(DeliveryKey::id))
        .param(columns.times(DeliveryKey::createdAt))
        .param(bound(keys, true))
        .param(bound(keys, false))
        .query(
            row -> {
              known.put(key(row), progress(row));
            });
    return known;
  }

  /** Inserts deliveries; those of the answer were not there before, the others someone else put. */
  Set<DeliveryKey> insert(Map<DeliveryKey, DeliveryOutcome> deliveries) {
    if (deliveries.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        bind(
                jdbc.sql(
                    """
                    INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id,
                      event_type, occurred_at, status, run, attempt, max_attempts, response_status,
                      duration_ms, error, error_detail, next_attempt_at, waiting_for, recorded_at)
                    SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[],
                      ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[],
                      ?::int[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                      ?::timestamptz[]) AS x (id, created_at)
                    ORDER BY x.id, x.created_at
                    ON CONFLICT (id, created_at) DO NOTHING
                    RETURNING id, created_at
                    """),
                deliveries)
            .query((row, number) -> key(row))
            .list());
  }

  /** Overwrites what may change in deliveries that are locked. */
  void update(Map<DeliveryKey, DeliveryOutcome> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    bind(
            jdbc.sql(
                """
                UPDATE webhook_deliveries d SET status = x.status, run = x.run,
                  attempt = x.attempt, max_attempts = x.max_attempts,
                  response_status = x.response_status, duration_ms = x.duration_ms,
                  error = x.error, error_detail = x.error_detail,
                  next_attempt_at = x.next_attempt_at, waiting_for = x.waiting_for,
                  recorded_at = x.recorded_at
                FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[],
                  ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::int[], ?::int[],
                  ?::int[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                  ?::timestamptz[]) AS x (id, created_at, webhook_id, tenant_id, event_id,
                  event_type, occurred_at, status, run, attempt, max_attempts, response_status,
                  duration_ms, error, error_detail, next_attempt_at, waiting_for, recorded_at)
                WHERE d.id = x.id AND d.created_at = x.created_at
                  AND d.created_at BETWEEN ?::timestamptz AND ?::timestamptz
                """),
            deliveries)
        .param(bound(deliveries.keySet(), true))
        .param(bound(deliveries.keySet(), false))
        .update();
  }

  private static JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, Map<DeliveryKey, DeliveryOutcome> deliveries) {
    Columns<DeliveryKey> keys = new Columns<>(deliveries.keySet());
    Columns<DeliveryOutcome> columns = new Columns<>(deliveries.values());
    return statement
        .param(keys.uuids(DeliveryKey::id))
        .param(keys.times(DeliveryKey::createdAt))
        .param(columns.uuids(DeliveryOutcome::webhookId))
        .param(columns.texts(DeliveryOutcome::tenantId))
        .param(columns.texts(DeliveryOutcome::eventId))
        .param(columns.texts(DeliveryOutcome::eventType))
        .param(columns.texts(DeliveryOutcome::occurredAt))
        .param(columns.texts(outcome -> outcome.status().label()))
        .param(columns.numbers(DeliveryOutcome::run))
        .param(columns.numbers(DeliveryOutcome::attempt))
        .param(columns.numbers(DeliveryOutcome::maxAttempts))
        .param(columns.optionalNumbers(DeliveryOutcome::responseStatus))
        .param(columns.optionalLongs(DeliveryOutcome::durationMs))
        .param(columns.texts(outcome -> label(outcome.error())))
        .param(columns.texts(DeliveryOutcome::errorDetail))
        .param(columns.times(DeliveryOutcome::nextAttemptAt))
        .param(columns.texts(outcome -> label(outcome.waitingFor())))
        .param(columns.times(outcome -> Progress.of(outcome).recordedAt()));
  }

  static @Nullable String label(@Nullable AttemptError error) {
    return error == null ? null : error.label();
  }

  private static @Nullable String label(@Nullable WaitReason reason) {
    return reason == null ? null : reason.label();
  }

  /** The first or last time among keys: says to the planner which partitions matter. */
  static String bound(Collection<DeliveryKey> keys, boolean first) {
    List<Instant> times = keys.stream().map(DeliveryKey::createdAt).sorted().toList();
    return times.isEmpty() ? "-infinity" : times.get(first ? 0 : times.size() - 1).toString();
  }

  static DeliveryKey key(ResultSet row) throws SQLException {
    return new DeliveryKey(row.getObject("id", UUID.class), time(row, "created_at"));
  }

  private static Progress progress(ResultSet row) throws SQLException {
    return new Progress(
        row.getInt("run"),
        DeliveryStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getInt("attempt"),
        time(row, "recorded_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
