package com.irisx.webhooks.admin.idempotency;

import com.irisx.webhooks.admin.paging.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code idempotency_keys}. */
@Repository
class IdempotencyTable {

  private final JdbcClient jdbc;

  IdempotencyTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose key, on which route. */
  record Slot(String tenantId, String route, String key) {}

  /**
   * A stored answer.
   *
   * @param id new with each answer; what its body is sealed for
   */
  record Kept(UUID id, StoredAnswer answer) {}

  /** Takes the slot until the transaction ends; false if another transaction has it. */
  boolean lock(Slot slot) {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(:slot, 7))")
        .param("slot", slot.tenantId() + "\n" + slot.route() + "\n" + slot.key())
        .query(Boolean.class)
        .single();
  }

  Optional<Kept> find(Slot slot, Duration window) {
    return jdbc.sql(
            """
            SELECT id, fingerprint, status, location, answer FROM idempotency_keys
            WHERE tenant_id = :tenant AND route = :route AND key = :key AND created_at > :after
            """)
        .param("tenant", slot.tenantId())
        .param("route", slot.route())
        .param("key", slot.key())
        .param("after", Times.column(Instant.now().minus(window)))
        .query(
            (row, n) ->
                new Kept(
                    row.getObject("id", UUID.class),
                    new StoredAnswer(
                        row.getBytes("fingerprint"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("answer"))))
        .optional();
  }

  /** Keeps an answer, in the place of one that is too old. */
  void keep(Slot slot, UUID id, StoredAnswer answer) {
    jdbc.sql(
            """
            INSERT INTO idempotency_keys
              (tenant_id, route, key, id, fingerprint, status, location, answer, created_at)
            VALUES (:tenant, :route, :key, :id, :fingerprint, :status, :location, :answer, :now)
            ON CONFLICT (tenant_id, route, key) DO UPDATE SET
              id = excluded.id, fingerprint = excluded.fingerprint, status = excluded.status,
              location = excluded.location, answer = excluded.answer,
              created_at = excluded.created_at
            """)
        .param("tenant", slot.tenantId())
        .param("route", slot.route())
        .param("key", slot.key())
        .param("id", id)
        .param("fingerprint", answer.fingerprint())
        .param("status", answer.status())
        .param("location", answer.location())
        .param("answer", answer.sealed())
        .param("now", Times.column(Instant.now()))
        .update();
  }

  /** Forgets at most {@code rows} answers older than {@code window}; how many there were. */
  int purge(Duration window, int rows) {
    return jdbc.sql(
            """
            DELETE FROM idempotency_keys WHERE id = ANY (ARRAY(
              SELECT id FROM idempotency_keys WHERE created_at <= :before
              ORDER BY created_at LIMIT :rows))
            """)
        .param("before", Times.column(Instant.now().minus(window)))
        .param("rows", rows)
        .update();
  }
}
