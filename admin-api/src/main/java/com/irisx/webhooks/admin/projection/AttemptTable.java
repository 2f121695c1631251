package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes {@code webhook_attempts}: inserted once, never changed. */
@Repository
class AttemptTable {

  private final JdbcClient jdbc;

  AttemptTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record AttemptKey(DeliveryKey delivery, int run, int attempt) {
    static AttemptKey of(DeliveryOutcome outcome) {
      return new AttemptKey(
          new DeliveryKey(outcome.deliveryId(), outcome.createdAt()),
          outcome.run(),
          outcome.attempt());
    }
  }

  /** Inserts the attempts that are not there yet, and returns the outcomes they came with. */
  Collection<DeliveryOutcome> insert(List<DeliveryOutcome> outcomes) {
    Map<AttemptKey, DeliveryOutcome> attempts = new LinkedHashMap<>();
    outcomes.forEach(outcome -> attempts.putIfAbsent(AttemptKey.of(outcome), outcome));
    if (!attempts.isEmpty()) {
      attempts.keySet().retainAll(insertNew(new Columns<>(attempts.values())));
    }
    return attempts.values();
  }

  private Set<AttemptKey> insertNew(Columns<DeliveryOutcome> columns) {
    return new HashSet<>(
        jdbc.sql(
                """
                INSERT INTO webhook_attempts (delivery_id, run, attempt, created_at, attempted_at,
                  response_status, duration_ms, error, error_detail, response_body)
                SELECT * FROM unnest(?::uuid[], ?::int[], ?::int[], ?::timestamptz[],
                  ?::timestamptz[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                  AS x (delivery_id, run, attempt)
                ORDER BY x.delivery_id, x.run, x.attempt
                ON CONFLICT (delivery_id, run, attempt, created_at) DO NOTHING
                RETURNING delivery_id AS id, created_at, run, attempt
                """)
            .param(columns.uuids(DeliveryOutcome::deliveryId))
            .param(columns.numbers(DeliveryOutcome::run))
            .param(columns.numbers(DeliveryOutcome::attempt))
            .param(columns.times(DeliveryOutcome::createdAt))
            .param(columns.times(DeliveryOutcome::attemptedAt))
            .param(columns.optionalNumbers(DeliveryOutcome::responseStatus))
            .param(columns.optionalLongs(DeliveryOutcome::durationMs))
            .param(columns.texts(outcome -> DeliveryTable.label(outcome.error())))
            .param(columns.texts(DeliveryOutcome::errorDetail))
            .param(columns.texts(DeliveryOutcome::responseBody))
            .query(
                (row, number) ->
                    new AttemptKey(
                        DeliveryTable.key(row), row.getInt("run"), row.getInt("attempt")))
            .list());
  }
}
