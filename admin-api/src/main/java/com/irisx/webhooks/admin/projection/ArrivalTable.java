package com.irisx.webhooks.admin.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes what a delivery begins with: its body in {@code webhook_payloads}, its first state in
 * {@code webhook_deliveries}. Both are inserted once, and only if no row of the same delivery is
 * less than {@link #SAME_EVENT} away.
 */
@Repository
class ArrivalTable {

  /** Within this, a second record with the same delivery id is the same event once more. */
  static final Duration SAME_EVENT = Duration.ofDays(1);

  private static final String PAYLOADS =
      """
      WITH r AS (SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::bytea[])
        AS x (id, created_at, body) ORDER BY x.id, x.created_at)
      INSERT INTO webhook_payloads (delivery_id, created_at, body)
      SELECT r.id, r.created_at, r.body FROM r
      """;

  private static final String DELIVERIES =
      """
      WITH r AS (SELECT * FROM unnest(?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::int[])
        AS x (id, created_at, webhook_id, tenant_id, event_id, event_type, occurred_at, run)
        ORDER BY x.id, x.created_at)
      INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id, event_type,
        occurred_at, status, run, attempt, recorded_at)
      SELECT r.id, r.created_at, r.webhook_id, r.tenant_id, r.event_id, r.event_type,
        r.occurred_at, 'pending', r.run, 0, r.created_at FROM r
      """;

  private static final String NOT_EXISTS =
      """
      WHERE NOT EXISTS (SELECT FROM %1$s t WHERE t.%2$s = r.id
          AND t.created_at BETWEEN ?::timestamptz AND ?::timestamptz
          AND t.created_at BETWEEN r.created_at - interval '1 day'
                               AND r.created_at + interval '1 day')
      ON CONFLICT DO NOTHING
      """;

  private final JdbcClient jdbc;

  ArrivalTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insertPayloads(List<Arrival> arrivals) {
    Columns<Arrival> columns = new Columns<>(arrivals);
    bounded(
            jdbc.sql(PAYLOADS + NOT_EXISTS.formatted("webhook_payloads", "delivery_id"))
                .param(columns.uuids(arrival -> arrival.delivery().deliveryId()))
                .param(columns.times(Arrival::at))
                .param(columns.bytes(Arrival::body)),
            arrivals)
        .update();
  }

  /** Inserts pending deliveries, and returns those that were not there. */
  List<Arrival> insertPending(List<Arrival> arrivals) {
    Set<DeliveryKey> inserted = new HashSet<>(insertedKeys(arrivals));
    return arrivals.stream()
        .filter(
            arrival ->
                inserted.contains(new DeliveryKey(arrival.delivery().deliveryId(), arrival.at())))
        .toList();
  }

  private List<DeliveryKey> insertedKeys(List<Arrival> arrivals) {
    Columns<Arrival> columns = new Columns<>(arrivals);
    return bounded(
            jdbc.sql(
                    DELIVERIES
                        + NOT_EXISTS.formatted("webhook_deliveries", "id")
                        + " RETURNING id, created_at")
                .param(columns.uuids(arrival -> arrival.delivery().deliveryId()))
                .param(columns.times(Arrival::at))
                .param(columns.uuids(arrival -> arrival.delivery().webhookId()))
                .param(columns.texts(arrival -> arrival.delivery().tenantId()))
                .param(columns.texts(arrival -> arrival.delivery().eventId()))
                .param(columns.texts(arrival -> arrival.delivery().eventType()))
                .param(columns.texts(arrival -> arrival.delivery().occurredAt()))
                .param(columns.numbers(arrival -> arrival.delivery().run())),
            arrivals)
        .query((row, number) -> DeliveryTable.key(row))
        .list();
  }

  /** The last two parameters: says to the planner which partitions matter. */
  private static JdbcClient.StatementSpec bounded(
      JdbcClient.StatementSpec statement, List<Arrival> arrivals) {
    List<Instant> times = arrivals.stream().map(Arrival::at).sorted().toList();
    return statement
        .param(times.get(0).minus(SAME_EVENT).toString())
        .param(times.get(times.size() - 1).plus(SAME_EVENT).toString());
  }
}
