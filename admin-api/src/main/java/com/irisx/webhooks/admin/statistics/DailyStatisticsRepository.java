package com.irisx.webhooks.admin.statistics;

import com.irisx.webhooks.admin.security.Caller;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code webhook_daily_statistics}, which projection writes. */
@Repository
class DailyStatisticsRepository {

  private static final String OF_TENANT_IN_PERIOD =
      """
      FROM webhook_daily_statistics s JOIN webhooks w ON w.id = s.webhook_id
      WHERE w.tenant_id = :tenant AND s.day BETWEEN :first AND :last
      """;

  private final JdbcClient jdbc;

  DailyStatisticsRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The days on which anything happened. */
  Map<LocalDate, Counts> perDay(Caller.Tenant tenant, Period period) {
    Map<LocalDate, Counts> days = new HashMap<>();
    bind(
            """
            SELECT s.day, sum(s.pending + s.retrying) AS pending, sum(s.delivered) AS delivered,
              sum(s.failed + s.expired) AS failed, sum(s.cancelled) AS cancelled,
              sum(s.retried_delivered) AS retried_delivered,
              sum(s.retried_failed) AS retried_failed, sum(s.attempts) AS attempts,
              sum(s.duration_ms_total) AS duration_ms,
              count(*) FILTER (WHERE s.pending + s.retrying + s.delivered + s.failed + s.expired
                + s.cancelled > 0) AS webhooks
            """
                + OF_TENANT_IN_PERIOD
                + " GROUP BY s.day",
            tenant,
            period)
        .query(
            row -> {
              days.put(
                  row.getObject("day", LocalDate.class),
                  new Counts(
                      row.getLong("pending"),
                      row.getLong("delivered"),
                      row.getLong("failed"),
                      row.getLong("cancelled"),
                      row.getLong("retried_delivered"),
                      row.getLong("retried_failed"),
                      row.getLong("attempts"),
                      row.getLong("duration_ms"),
                      row.getLong("webhooks")));
            });
    return days;
  }

  /** How many attempts of each day fell into each of {@link DurationBins}. */
  Map<LocalDate, long[]> durations(Caller.Tenant tenant, Period period) {
    Map<LocalDate, long[]> days = new HashMap<>();
    bind(
            "SELECT s.day, d.bin, sum(d.attempts) AS attempts FROM (SELECT s.day, s.durations "
                + OF_TENANT_IN_PERIOD
                + ") s, unnest(s.durations) WITH ORDINALITY AS d (attempts, bin)"
                + " GROUP BY s.day, d.bin",
            tenant,
            period)
        .query(
            row -> {
              days.computeIfAbsent(
                          row.getObject("day", LocalDate.class),
                          day -> new long[DurationBins.COUNT])[row.getInt("bin") - 1] =
                  row.getLong("attempts");
            });
    return days;
  }

  /** Of now, whenever they were created. */
  record Now(long activeWebhooks, long pendingDeliveries) {}

  Now now(Caller.Tenant tenant) {
    return jdbc.sql(
            """
            SELECT count(*) FILTER (WHERE w.enabled) AS active,
              coalesce(sum(s.pending + s.retrying), 0) AS pending
            FROM webhooks w LEFT JOIN webhook_statistics s ON s.webhook_id = w.id
            WHERE w.tenant_id = :tenant
            """)
        .param("tenant", tenant.id())
        .query((row, number) -> new Now(row.getLong("active"), row.getLong("pending")))
        .single();
  }

  private JdbcClient.StatementSpec bind(String sql, Caller.Tenant tenant, Period period) {
    return jdbc.sql(sql)
        .param("tenant", tenant.id())
        .param("first", period.first())
        .param("last", period.last());
  }
}
