package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.schema.WebhookStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.JacksonException;

/**
 * What the scheduler says of webhooks into their states. Where it wants a webhook switched off, it
 * is, in the same transaction, unless its owner changed it meanwhile: then the scheduler decides
 * again on what the owner wants.
 */
@Component
final class StateProjection implements Projection<StateProjection.Said> {

  private final TransactionOperations transaction;
  private final WebhookLocks webhooks;
  private final StateTable states;

  StateProjection(TransactionOperations transaction, WebhookLocks webhooks, StateTable states) {
    this.transaction = transaction;
    this.webhooks = webhooks;
    this.states = states;
  }

  /**
   * A record about a webhook.
   *
   * @param status null if the webhook was deleted, which the tables know by themselves
   * @param offset of the record: of one webhook, later ones have higher
   */
  record Said(UUID webhookId, @Nullable WebhookStatus status, long offset) {}

  /** The same with a status. */
  record State(WebhookStatus status, long offset) {}

  @Override
  public Said read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    UUID webhookId = key(record);
    if (record.value() == null) {
      return new Said(webhookId, null, record.offset());
    }
    WebhookStatus status;
    try {
      status = WebhookStatus.FORMAT.read(record.value());
    } catch (JacksonException e) {
      throw new PoisonRecordException("no webhook status: " + e.getOriginalMessage());
    }
    if (!status.webhookId().equals(webhookId)) {
      throw new PoisonRecordException("the key is not the webhook_id");
    }
    requireStorable("changed_at", status.changedAt());
    requireStorable("breaker_open_until", status.breakerOpenUntil());
    requireStorable("failing_since", status.failingSince());
    return new Said(webhookId, status, record.offset());
  }

  private static UUID key(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    try {
      if (record.key() != null) {
        return UUID.fromString(new String(record.key(), UTF_8));
      }
    } catch (IllegalArgumentException e) {
      // The same as without a key.
    }
    throw new PoisonRecordException("the key is no webhook id");
  }

  private static void requireStorable(String member, @Nullable Instant time)
      throws PoisonRecordException {
    if (time != null && !Times.isStorable(time)) {
      throw new PoisonRecordException(member + " is out of bounds: " + time);
    }
  }

  @Override
  public void write(List<Said> batch) {
    Map<UUID, State> last = new LinkedHashMap<>();
    for (Said said : batch) {
      if (said.status() != null) {
        last.put(said.webhookId(), new State(said.status(), said.offset()));
      }
    }
    if (!last.isEmpty()) {
      transaction.executeWithoutResult(tx -> writeLocked(last));
    }
  }

  private void writeLocked(Map<UUID, State> last) {
    Set<UUID> existing = webhooks.lock(last.keySet());
    last.keySet().retainAll(existing);
    Set<UUID> changed = states.put(last.values());
    List<State> toDisable = new ArrayList<>();
    for (State state : last.values()) {
      if (state.status().disabledReason() != null && changed.contains(state.status().webhookId())) {
        toDisable.add(state);
      }
    }
    states.disable(toDisable);
  }
}
