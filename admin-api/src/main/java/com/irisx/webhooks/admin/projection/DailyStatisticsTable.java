package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.projection.StatisticsChange.WebhookDay;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes {@code webhook_daily_statistics}: one statement for a batch, one row for each of its
 * webhooks and days, in the order of their keys.
 */
@Repository
class DailyStatisticsTable {

  private final JdbcClient jdbc;

  DailyStatisticsTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Map<WebhookDay, Sums> change) {
    if (change.isEmpty()) {
      return;
    }
    Columns<WebhookDay> keys = new Columns<>(change.keySet());
    Columns<Sums> columns = new Columns<>(change.values());
    jdbc.sql(
            """
            INSERT INTO webhook_daily_statistics AS s (webhook_id, day, pending, retrying,
              delivered, failed, expired, cancelled, retried_delivered, retried_failed, attempts,
              duration_ms_total, durations)
            SELECT x.webhook_id, x.day, x.pending, x.retrying, x.delivered, x.failed, x.expired,
              x.cancelled, x.retried_delivered, x.retried_failed, x.attempts, x.duration_ms,
              x.durations::bigint[]
            FROM unnest(?::uuid[], ?::date[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
              ?::text[]) AS x (webhook_id, day, pending, retrying, delivered, failed, expired,
              cancelled, retried_delivered, retried_failed, attempts, duration_ms, durations)
            ORDER BY x.webhook_id, x.day
            ON CONFLICT (webhook_id, day) DO UPDATE SET
              pending = s.pending + excluded.pending,
              retrying = s.retrying + excluded.retrying,
              delivered = s.delivered + excluded.delivered,
              failed = s.failed + excluded.failed,
              expired = s.expired + excluded.expired,
              cancelled = s.cancelled + excluded.cancelled,
              retried_delivered = s.retried_delivered + excluded.retried_delivered,
              retried_failed = s.retried_failed + excluded.retried_failed,
              attempts = s.attempts + excluded.attempts,
              duration_ms_total = s.duration_ms_total + excluded.duration_ms_total,
              durations = CASE WHEN excluded.durations = '{}' THEN s.durations
                ELSE webhook_sum(s.durations, excluded.durations) END
            """)
        .param(keys.uuids(WebhookDay::webhookId))
        .param(keys.texts(key -> key.day().toString()))
        .param(columns.longs(sums -> sums.count(DeliveryStatus.PENDING)))
        .param(columns.longs(sums -> sums.count(DeliveryStatus.RETRYING)))
        .param(columns.longs(sums -> sums.count(DeliveryStatus.DELIVERED)))
        .param(columns.longs(sums -> sums.count(DeliveryStatus.FAILED)))
        .param(columns.longs(sums -> sums.count(DeliveryStatus.EXPIRED)))
        .param(columns.longs(sums -> sums.count(DeliveryStatus.CANCELLED)))
        .param(columns.longs(Sums::retriedDelivered))
        .param(columns.longs(Sums::retriedFailed))
        .param(columns.longs(Sums::attempts))
        .param(columns.longs(Sums::durationMs))
        .param(columns.texts(Sums::durations))
        .update();
  }

  /** Forgets days that no period reaches any more. */
  void deleteBefore(LocalDate first) {
    jdbc.sql("DELETE FROM webhook_daily_statistics WHERE day < ?").param(first).update();
  }
}
