package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.paging.Cursor;
import com.irisx.webhooks.admin.paging.PageRequest;
import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tables {@code webhook_deliveries}, {@code webhook_attempts}, {@code webhook_payloads}: reading.
 * Projection writes them, {@link PurgeTable} forgets what belonged to deleted webhooks.
 */
@Repository
class DeliveryRepository {

  private final JdbcClient jdbc;
  private final RequestHeaders headers;

  DeliveryRepository(JdbcClient jdbc, AdminSettings settings) {
    this.jdbc = jdbc;
    this.headers = new RequestHeaders(settings.headerRules().prefix());
  }

  /** The page, newest first, with one row more than asked for if there is one. */
  List<Delivery> page(
      Caller.Tenant tenant, UUID webhookId, DeliveryFilter filter, PageRequest page) {
    StringBuilder where = new StringBuilder("webhook_id = :webhook AND tenant_id = :tenant");
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("webhook", webhookId);
    params.put("tenant", tenant.id());
    params.put("limit", page.limit() + 1);
    if (filter.status() != null) {
      where.append(" AND status = :status");
      params.put("status", filter.status().label());
      if (filter.status() != DeliveryStatus.DELIVERED) {
        // Says nothing new, but lets the planner use the index that leaves these out.
        where.append(" AND status <> 'delivered'");
      }
    }
    if (filter.eventType() != null) {
      where.append(" AND event_type = :type");
      params.put("type", filter.eventType());
    }
    if (filter.since() != null) {
      where.append(" AND created_at >= :since");
      params.put("since", Times.column(filter.since()));
    }
    if (filter.until() != null) {
      where.append(" AND created_at < :until");
      params.put("until", Times.column(filter.until()));
    }
    Cursor after = page.after();
    if (after != null) {
      // The first half alone prunes partitions.
      where.append(" AND created_at <= :at AND (created_at, id) < (:at, :id)");
      params.put("at", Times.column(after.at()));
      params.put("id", after.id());
    }
    return jdbc.sql(
            "SELECT * FROM webhook_deliveries WHERE "
                + where
                + " ORDER BY created_at DESC, id DESC LIMIT :limit")
        .params(params)
        .query(DeliveryRows.DELIVERY)
        .list();
  }

  /**
   * The newest if the same event was delivered again after the deduplication window. None of a
   * deleted webhook: its rows may be there for a while.
   */
  Optional<Delivery> find(Caller.Tenant tenant, UUID id) {
    return jdbc.sql(
            """
            SELECT * FROM webhook_deliveries WHERE id = :id AND tenant_id = :tenant
              AND EXISTS (SELECT FROM webhooks w WHERE w.id = webhook_id)
            ORDER BY created_at DESC LIMIT 1
            """)
        .param("id", id)
        .param("tenant", tenant.id())
        .query(DeliveryRows.DELIVERY)
        .optional();
  }

  /** Those of these deliveries of which an attempt is known, or that ended without one. */
  List<Delivery> begun(List<UUID> ids, List<Instant> createdAt) {
    Comparator<Instant> order = Comparator.naturalOrder();
    return jdbc.sql(
            """
            SELECT * FROM webhook_deliveries
            WHERE id = ANY (:ids) AND created_at BETWEEN :from AND :to
              AND (attempt > 0 OR status NOT IN ('pending', 'retrying'))
            """)
        .param("ids", ids.toArray(UUID[]::new))
        .param("from", Times.column(createdAt.stream().min(order).orElseThrow()))
        .param("to", Times.column(createdAt.stream().max(order).orElseThrow()))
        .query(DeliveryRows.DELIVERY)
        .list();
  }

  /** Every attempt of these deliveries, each delivery's in order. */
  List<Attempt> attempts(List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return List.of();
    }
    Comparator<Instant> order = Comparator.naturalOrder();
    return jdbc.sql(
            """
            SELECT a.*, d.event_type, w.url, ARRAY(
              SELECT name FROM jsonb_object_keys(w.headers) AS name ORDER BY name) AS custom_headers
            FROM webhook_attempts a
            JOIN webhook_deliveries d ON d.id = a.delivery_id AND d.created_at = a.created_at
            LEFT JOIN webhooks w ON w.id = d.webhook_id
            WHERE a.delivery_id = ANY (:ids) AND a.created_at BETWEEN :from AND :to
              AND d.id = ANY (:ids) AND d.created_at BETWEEN :from AND :to
            ORDER BY a.delivery_id, a.run, a.attempt
            """)
        .param("ids", deliveries.stream().map(Delivery::id).toArray(UUID[]::new))
        .param(
            "from",
            Times.column(deliveries.stream().map(Delivery::createdAt).min(order).orElseThrow()))
        .param(
            "to",
            Times.column(deliveries.stream().map(Delivery::createdAt).max(order).orElseThrow()))
        .query(DeliveryRows.attempts(headers))
        .list();
  }

  /** The body, if the record that brought it was projected already. */
  Optional<byte[]> payload(Delivery delivery) {
    return jdbc.sql(
            "SELECT body FROM webhook_payloads WHERE delivery_id = :id AND created_at = :at")
        .param("id", delivery.id())
        .param("at", Times.column(delivery.createdAt()))
        .query((row, n) -> row.getBytes("body"))
        .optional();
  }
}
