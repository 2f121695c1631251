package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.paging.Cursor;
import com.irisx.webhooks.admin.paging.PageRequest;
import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.security.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code webhooks}. Every statement is limited to one tenant's rows. */
@Repository
class WebhookRepository {

  private static final String SELECT =
      """
      SELECT w.*, s.*, t.breaker, t.breaker_open_until, t.failing_since, t.paused
      FROM webhooks w
      LEFT JOIN webhook_statistics s ON s.webhook_id = w.id
      LEFT JOIN webhook_states t ON t.webhook_id = w.id
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final WebhookRow row;

  WebhookRepository(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
    this.row = new WebhookRow(json);
  }

  void insert(UUID id, Caller.Tenant tenant, WebhookSettings settings, String secret) {
    with(
            settings,
            jdbc.sql(
                """
                INSERT INTO webhooks (id, tenant_id, secret, url, events, description, enabled,
                  rate_limit_per_minute, rate_limit_per_hour, max_attempts,
                  retry_schedule_seconds, timeout_ms, max_concurrency, headers, filter, metadata)
                VALUES (:id, :tenant, :secret, :url, :events, :description, :enabled,
                  :perMinute, :perHour, :maxAttempts,
                  :schedule, :timeoutMs, :maxConcurrency, :headers::jsonb, :filter::json,
                  :metadata::jsonb)
                """))
        .param("id", id)
        .param("tenant", tenant.id())
        .param("secret", secret)
        .update();
  }

  void update(
      Caller.Tenant tenant, UUID id, WebhookSettings settings, @Nullable String disabledReason) {
    with(
            settings,
            jdbc.sql(
                """
                UPDATE webhooks SET url = :url, events = :events, description = :description,
                  enabled = :enabled, rate_limit_per_minute = :perMinute,
                  rate_limit_per_hour = :perHour, max_attempts = :maxAttempts,
                  retry_schedule_seconds = :schedule, timeout_ms = :timeoutMs,
                  max_concurrency = :maxConcurrency, headers = :headers::jsonb, filter = :filter::json,
                  metadata = :metadata::jsonb, disabled_reason = :disabledReason
                WHERE id = :id AND tenant_id = :tenant
                """))
        .param("id", id)
        .param("tenant", tenant.id())
        .param("disabledReason", disabledReason)
        .update();
  }

  boolean delete(Caller.Tenant tenant, UUID id) {
    return jdbc.sql("DELETE FROM webhooks WHERE id = :id AND tenant_id = :tenant")
            .param("id", id)
            .param("tenant", tenant.id())
            .update()
        == 1;
  }

  Optional<Webhook> find(Caller.Tenant tenant, UUID id) {
    return find(tenant, id, "");
  }

  /** As {@link #find}; nobody else changes it before the transaction ends. */
  Optional<Webhook> lock(Caller.Tenant tenant, UUID id) {
    return find(tenant, id, " FOR NO KEY UPDATE OF w");
  }

  private Optional<Webhook> find(Caller.Tenant tenant, UUID id, String locking) {
    return jdbc.sql(SELECT + "WHERE w.id = :id AND w.tenant_id = :tenant" + locking)
        .param("id", id)
        .param("tenant", tenant.id())
        .query(row)
        .optional();
  }

  /** The page, newest first, with one row more than asked for if there is one. */
  List<Webhook> page(Caller.Tenant tenant, PageRequest page) {
    Cursor after = page.after();
    String behind = after == null ? "" : " AND (w.created_at, w.id) < (:at, :id)";
    JdbcClient.StatementSpec statement =
        jdbc.sql(
                SELECT
                    + "WHERE w.tenant_id = :tenant"
                    + behind
                    + " ORDER BY w.created_at DESC, w.id DESC LIMIT :limit")
            .param("tenant", tenant.id())
            .param("limit", page.limit() + 1);
    if (after != null) {
      statement = statement.param("at", Times.column(after.at())).param("id", after.id());
    }
    return statement.query(row).list();
  }

  private JdbcClient.StatementSpec with(
      WebhookSettings settings, JdbcClient.StatementSpec statement) {
    return statement
        .param("url", settings.url())
        .param("events", settings.events().toArray(String[]::new))
        .param("description", settings.description())
        .param("enabled", settings.enabled())
        .param("perMinute", settings.rateLimitPerMinute())
        .param("perHour", settings.rateLimitPerHour())
        .param("maxAttempts", settings.maxAttempts())
        .param("schedule", settings.retryScheduleSeconds().toArray(Integer[]::new))
        .param("timeoutMs", settings.timeoutMs())
        .param("maxConcurrency", settings.maxConcurrency())
        .param("headers", json.writeValueAsString(settings.headers()))
        .param("filter", settings.filter() == null ? null : settings.filter().json())
        .param("metadata", json.writeValueAsString(settings.metadata()));
  }
}
