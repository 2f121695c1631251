package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.filter.FilterText;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads a webhook with its state and its statistics, which may both be missing. */
record WebhookRow(JsonMapper json) implements RowMapper<Webhook> {

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  @Override
  public Webhook mapRow(ResultSet row, int number) throws SQLException {
    return new Webhook(
        row.getObject("id", UUID.class),
        row.getString("tenant_id"),
        row.getLong("version"),
        settings(row),
        row.getString("disabled_reason"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        row.getString("breaker") == null ? WebhookState.NONE : state(row),
        row.getObject("webhook_id") == null ? WebhookStatistics.NONE : statistics(row));
  }

  private WebhookSettings settings(ResultSet row) throws SQLException {
    return new WebhookSettings(
        row.getString("url"),
        List.of((String[]) array(row, "events")),
        row.getString("description"),
        row.getBoolean("enabled"),
        row.getInt("rate_limit_per_minute"),
        row.getInt("rate_limit_per_hour"),
        row.getInt("max_attempts"),
        List.of((Integer[]) array(row, "retry_schedule_seconds")),
        row.getInt("timeout_ms"),
        row.getInt("max_concurrency"),
        json.readValue(row.getString("headers"), TEXTS),
        filter(row),
        json.readValue(row.getString("metadata"), TEXTS));
  }

  private static @Nullable FilterText filter(ResultSet row) throws SQLException {
    String filter = row.getString("filter");
    return filter == null ? null : new FilterText(filter);
  }

  private static WebhookState state(ResultSet row) throws SQLException {
    return new WebhookState(
        row.getString("breaker"),
        time(row, "breaker_open_until"),
        time(row, "failing_since"),
        row.getBoolean("paused"));
  }

  private static WebhookStatistics statistics(ResultSet row) throws SQLException {
    long delivered = row.getLong("delivered");
    long failed = row.getLong("failed") + row.getLong("expired");
    long pending = row.getLong("pending") + row.getLong("retrying");
    long cancelled = row.getLong("cancelled");
    return new WebhookStatistics(
        delivered + failed + pending + cancelled,
        delivered,
        failed,
        pending,
        cancelled,
        ratio(delivered, delivered + failed),
        ratio(row.getLong("duration_ms_total"), row.getLong("attempts")),
        time(row, "last_success_at"),
        time(row, "last_failure_at"));
  }

  private static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Object array(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    try {
      return array.getArray();
    } finally {
      array.free();
    }
  }
}
