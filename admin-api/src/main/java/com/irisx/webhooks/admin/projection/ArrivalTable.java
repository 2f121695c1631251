package com.irisx.webhooks.admin.projection;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes what a delivery begins with: its body in {@code webhook_payloads}, its first state in
 * {@code webhook_deliveries}. Both are inserted once.
 */
@Repository
class ArrivalTable {

  private static final String PRESENT =
      """
      SELECT d.id, d.created_at FROM webhook_deliveries d
      JOIN unnest(?::uuid[], ?::timestamptz[]) AS k (id, created_at)
        ON d.id = k.id AND d.created_at = k.created_at
      WHERE d.created_at BETWEEN ?::timestamptz AND ?::timestamptz
      """;

  private static final String KNOWN =
      """
      SELECT id FROM webhook_deliveries
      WHERE id = ANY (?::uuid[]) AND created_at >= ?::timestamptz
      UNION
      SELECT id FROM webhook_deliveries
      WHERE id = ANY (?::uuid[]) AND created_at < ?::timestamptz
        AND status IN ('pending', 'retrying')
      """;

  private static final String PAYLOADS =
      """
      INSERT INTO webhook_payloads (delivery_id, created_at, body)
      SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::bytea[])
        AS x (id, created_at, body) ORDER BY x.id, x.created_at
      ON CONFLICT DO NOTHING
      """;

  private static final String NO_PAYLOADS =
      """
      DELETE FROM webhook_payloads p
      USING unnest(?::uuid[], ?::timestamptz[]) AS k (id, created_at)
      WHERE p.delivery_id = k.id AND p.created_at = k.created_at
        AND p.created_at BETWEEN ?::timestamptz AND ?::timestamptz
      """;

  private static final String DELIVERIES =
      """
      INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id, event_type,
        occurred_at, status, run, attempt, recorded_at)
      SELECT r.id, r.created_at, r.webhook_id, r.tenant_id, r.event_id, r.event_type,
        r.occurred_at, 'pending', r.run, 0, r.created_at
      FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::int[])
        AS r (id, created_at, webhook_id, tenant_id, event_id, event_type, occurred_at, run)
      ORDER BY r.id, r.created_at
      ON CONFLICT DO NOTHING
      RETURNING id, created_at
      """;

  private final JdbcClient jdbc;
  private final Repeats repeats;

  ArrivalTable(JdbcClient jdbc, Repeats repeats) {
    this.jdbc = jdbc;
    this.repeats = repeats;
  }

  /**
   * Those of these deliveries' ids that the scheduler may know: they have a row, and it is still
   * under way or not old enough to be forgotten. Without that bound every batch would look into the
   * index of every day that is kept.
   *
   * @param at the earliest time of a record with one of these ids
   */
  Set<UUID> known(Collection<UUID> ids, Instant at) {
    String[] texts = Columns.uuids(ids);
    String oldest = repeats.oldest(at).toString();
    return new HashSet<>(
        jdbc.sql(KNOWN)
            .param(texts)
            .param(oldest)
            .param(texts)
            .param(oldest)
            .query(UUID.class)
            .list());
  }

  /** Those of these deliveries that have a row. */
  Set<DeliveryKey> present(List<DeliveryKey> keys) {
    if (keys.isEmpty()) {
      return Set.of();
    }
    Columns<DeliveryKey> columns = new Columns<>(keys);
    return new HashSet<>(
        jdbc.sql(PRESENT)
            .param(columns.uuids(DeliveryKey::id))
            .param(columns.times(DeliveryKey::createdAt))
            .param(DeliveryTable.bound(keys, true))
            .param(DeliveryTable.bound(keys, false))
            .query((row, number) -> DeliveryTable.key(row))
            .list());
  }

  void insertPayloads(List<Arrival> arrivals) {
    Columns<Arrival> columns = new Columns<>(arrivals);
    jdbc.sql(PAYLOADS)
        .param(columns.uuids(arrival -> arrival.delivery().deliveryId()))
        .param(columns.times(Arrival::at))
        .param(columns.bytes(Arrival::body))
        .update();
  }

  void deletePayloads(List<Arrival> arrivals) {
    Columns<Arrival> columns = new Columns<>(arrivals);
    List<DeliveryKey> keys = arrivals.stream().map(Arrival::key).toList();
    jdbc.sql(NO_PAYLOADS)
        .param(columns.uuids(arrival -> arrival.delivery().deliveryId()))
        .param(columns.times(Arrival::at))
        .param(DeliveryTable.bound(keys, true))
        .param(DeliveryTable.bound(keys, false))
        .update();
  }

  /** Inserts pending deliveries, and returns those that were not there. */
  List<Arrival> insertPending(List<Arrival> arrivals) {
    Set<DeliveryKey> inserted = new HashSet<>(insertedKeys(arrivals));
    return arrivals.stream().filter(arrival -> inserted.contains(arrival.key())).toList();
  }

  private List<DeliveryKey> insertedKeys(List<Arrival> arrivals) {
    Columns<Arrival> columns = new Columns<>(arrivals);
    return jdbc.sql(DELIVERIES)
        .param(columns.uuids(arrival -> arrival.delivery().deliveryId()))
        .param(columns.times(Arrival::at))
        .param(columns.uuids(arrival -> arrival.delivery().webhookId()))
        .param(columns.texts(arrival -> arrival.delivery().tenantId()))
        .param(columns.texts(arrival -> arrival.delivery().eventId()))
        .param(columns.texts(arrival -> arrival.delivery().eventType()))
        .param(columns.texts(arrival -> arrival.delivery().occurredAt()))
        .param(columns.numbers(arrival -> arrival.delivery().run()))
        .query((row, number) -> DeliveryTable.key(row))
        .list();
  }
}
