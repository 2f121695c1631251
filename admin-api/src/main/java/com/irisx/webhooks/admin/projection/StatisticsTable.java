package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryStatus;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes {@code webhook_statistics}: once for each webhook of a batch, in the order of their ids.
 */
@Repository
class StatisticsTable {

  private final JdbcClient jdbc;

  StatisticsTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Map<UUID, Sums> change) {
    if (change.isEmpty()) {
      return;
    }
    Columns<UUID> keys = new Columns<>(change.keySet());
    Columns<Sums> columns = new Columns<>(change.values());
    jdbc.sql(
            """
            INSERT INTO webhook_statistics AS s (webhook_id, pending, retrying, delivered, failed,
              expired, cancelled, attempts, duration_ms_total, last_success_at, last_failure_at)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[],
              ?::timestamptz[]) AS x (webhook_id)
            ORDER BY x.webhook_id
            ON CONFLICT (webhook_id) DO UPDATE SET
              pending = s.pending + excluded.pending,
              retrying = s.retrying + excluded.retrying,
              delivered = s.delivered + excluded.delivered,
              failed = s.failed + excluded.failed,
              expired = s.expired + excluded.expired,
              cancelled = s.cancelled + excluded.cancelled,
              attempts = s.attempts + excluded.attempts,
              duration_ms_total = s.duration_ms_total + excluded.duration_ms_total,
              last_success_at = greatest(s.last_success_at, excluded.last_success_at),
              last_failure_at = greatest(s.last_failure_at, excluded.last_failure_at)
            """)
        .param(keys.uuids(Function.identity()))
        .param(columns.longs(sum -> sum.count(DeliveryStatus.PENDING)))
        .param(columns.longs(sum -> sum.count(DeliveryStatus.RETRYING)))
        .param(columns.longs(sum -> sum.count(DeliveryStatus.DELIVERED)))
        .param(columns.longs(sum -> sum.count(DeliveryStatus.FAILED)))
        .param(columns.longs(sum -> sum.count(DeliveryStatus.EXPIRED)))
        .param(columns.longs(sum -> sum.count(DeliveryStatus.CANCELLED)))
        .param(columns.longs(Sums::attempts))
        .param(columns.longs(Sums::durationMs))
        .param(columns.times(Sums::lastSuccessAt))
        .param(columns.times(Sums::lastFailureAt))
        .update();
  }
}
