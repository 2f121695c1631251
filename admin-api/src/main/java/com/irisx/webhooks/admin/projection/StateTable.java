package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.projection.StateProjection.State;
import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.WebhookStatus;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes {@code webhook_states}, and what follows from a state in {@code webhooks}. Rows are
 * written in the order of their ids.
 */
@Repository
class StateTable {

  private final JdbcClient jdbc;

  StateTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Puts states in the place of older ones; the webhooks of which they were not known yet. Later
   * records have higher offsets, whatever the clock of their writer said; only in a topic that was
   * made anew they have lower ones.
   */
  Set<UUID> put(Collection<State> states) {
    if (states.isEmpty()) {
      return Set.of();
    }
    Columns<State> columns = new Columns<>(states);
    return new HashSet<>(
        jdbc.sql(
                """
                INSERT INTO webhook_states AS s (webhook_id, version, breaker, breaker_open_until,
                  failing_since, paused, disabled_reason, changed_at, record_offset)
                SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::timestamptz[],
                  ?::timestamptz[], ?::boolean[], ?::text[], ?::timestamptz[], ?::bigint[])
                  AS x (webhook_id)
                ORDER BY x.webhook_id
                ON CONFLICT (webhook_id) DO UPDATE SET
                  version = excluded.version, breaker = excluded.breaker,
                  breaker_open_until = excluded.breaker_open_until,
                  failing_since = excluded.failing_since, paused = excluded.paused,
                  disabled_reason = excluded.disabled_reason, changed_at = excluded.changed_at,
                  record_offset = excluded.record_offset
                WHERE s.record_offset < excluded.record_offset
                  OR s.changed_at < excluded.changed_at
                RETURNING webhook_id
                """)
            .param(columns.uuids(of(WebhookStatus::webhookId)))
            .param(columns.longs(state -> state.status().version()))
            .param(columns.texts(state -> state.status().breaker().label()))
            .param(columns.times(state -> state.status().breakerOpenUntil()))
            .param(columns.times(state -> state.status().failingSince()))
            .param(columns.texts(state -> Boolean.toString(state.status().paused())))
            .param(columns.texts(state -> label(state.status().disabledReason())))
            .param(columns.times(of(WebhookStatus::changedAt)))
            .param(columns.longs(State::offset))
            .query(UUID.class)
            .list());
  }

  /** Switches webhooks off that are still as the scheduler saw them. */
  void disable(Collection<State> states) {
    if (states.isEmpty()) {
      return;
    }
    Columns<State> columns = new Columns<>(states);
    jdbc.sql(
            """
            UPDATE webhooks w SET enabled = false, disabled_reason = x.reason
            FROM unnest(?::uuid[], ?::bigint[], ?::text[]) AS x (id, version, reason)
            WHERE w.id = x.id AND w.version = x.version AND w.enabled
            """)
        .param(columns.uuids(of(WebhookStatus::webhookId)))
        .param(columns.longs(state -> state.status().version()))
        .param(columns.texts(state -> label(state.status().disabledReason())))
        .update();
  }

  private static <V> Function<State, V> of(Function<WebhookStatus, V> member) {
    return state -> member.apply(state.status());
  }

  private static @Nullable String label(@Nullable DisabledReason reason) {
    return reason == null ? null : reason.label();
  }
}
