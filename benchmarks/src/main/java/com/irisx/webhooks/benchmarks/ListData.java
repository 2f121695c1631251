package com.irisx.webhooks.benchmarks;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * Deliveries written straight into the tables, over 30 days: half of them of the first webhook, 97
 * % delivered, event types from common to rare, one in twenty with a second attempt.
 */
final class ListData {

  private static final int DAYS = 30;

  private ListData() {}

  static void load(AdminStack stack, String tenant, List<UUID> webhooks, int deliveries)
      throws SQLException {
    for (String table : List.of("webhook_deliveries", "webhook_attempts", "webhook_payloads")) {
      for (int i = 1; i <= DAYS; i++) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(i);
        stack.sql(
            "CREATE TABLE IF NOT EXISTS %s_%s PARTITION OF %s FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
                .formatted(
                    table,
                    day.format(DateTimeFormatter.BASIC_ISO_DATE),
                    table,
                    day,
                    day.plusDays(1)));
      }
    }
    String ids = String.join("','", webhooks.stream().map(UUID::toString).toList());
    stack.sql(
        """
        INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id,
          event_type, occurred_at, status, run, attempt, max_attempts, response_status,
          duration_ms, recorded_at)
        SELECT gen_random_uuid(), now() - (n * interval '%1$d seconds' / %2$d),
          (ARRAY['%3$s'])[CASE WHEN n %% 2 = 0 THEN 1 ELSE 1 + n %% %4$d END]::uuid, '%5$s',
          'evt_' || n,
          CASE WHEN n %% 1000 = 1 THEN 'call.failed' WHEN n %% 10 < 6 THEN 'call.completed'
            ELSE 'sms.sent' END, '2025-10-29T12:00:00Z',
          CASE WHEN n %% 400 = 6 THEN 'pending' WHEN n %% 400 = 8 THEN 'retrying'
            WHEN n %% 400 = 10 THEN 'cancelled' WHEN n %% 400 = 12 THEN 'expired'
            WHEN n %% 50 = 14 THEN 'failed' ELSE 'delivered' END,
          0, 1 + (n %% 20 = 0)::int, 5, 200, n %% 300, now()
        FROM generate_series(1, %2$d) AS n
        """
            .formatted(DAYS * 86_400, deliveries, ids, webhooks.size(), tenant));
    stack.sql(
        """
        INSERT INTO webhook_attempts (delivery_id, run, attempt, created_at, attempted_at,
          response_status, duration_ms, response_body)
        SELECT d.id, 0, a, d.created_at, d.created_at + a * interval '1 second', 200,
          d.duration_ms, 'ok' FROM webhook_deliveries d, generate_series(1, d.attempt) AS a
        """);
    stack.sql(
        """
        INSERT INTO webhook_payloads SELECT id, created_at, convert_to(repeat('x', 700), 'UTF8')
        FROM webhook_deliveries
        """);
    stack.sql(
        """
        INSERT INTO webhook_statistics (webhook_id, delivered, attempts, duration_ms_total)
        SELECT webhook_id, count(*), count(*), sum(duration_ms) FROM webhook_deliveries GROUP BY 1
        """);
    stack.sql(
        """
        INSERT INTO webhook_daily_statistics (webhook_id, day, delivered, attempts, durations)
        SELECT webhook_id, (created_at AT TIME ZONE 'UTC')::date, count(*), count(*),
          array_fill(count(*) / 40, ARRAY[40]) FROM webhook_deliveries GROUP BY 1, 2
        """);
    stack.sql("VACUUM ANALYZE");
  }
}
