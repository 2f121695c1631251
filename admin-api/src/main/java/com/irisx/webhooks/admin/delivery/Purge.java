package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.webhook.Webhooks;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes the deliveries of deleted webhooks, little by little: the request that deletes a webhook
 * only notes it. What is noted survives restarts; several instances share the work, and none keeps
 * its scheduling thread for longer than {@link #AT_ONCE}.
 */
@Component
class Purge {

  static final int BATCH_DELIVERIES = 2_000;

  private static final Logger log = LoggerFactory.getLogger(Purge.class);

  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final PurgeTable table;
  private final TransactionOperations transaction;

  Purge(PurgeTable table, TransactionOperations transaction) {
    this.table = table;
    this.transaction = transaction;
  }

  @EventListener
  void onDeleted(Webhooks.Deleted deleted) {
    table.add(deleted.webhookId());
  }

  @Scheduled(fixedDelay = 1000)
  void goOn() {
    long until = System.nanoTime() + AT_ONCE.toNanos();
    try {
      boolean more = true;
      while (more && System.nanoTime() < until) {
        more = removeBatch();
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("deliveries of deleted webhooks stay for now: {}", e.getMessage());
    }
  }

  /** Removes one batch; false if there is nothing left to do. */
  boolean removeBatch() {
    return Boolean.TRUE.equals(transaction.execute(tx -> removeLocked()));
  }

  private boolean removeLocked() {
    Optional<UUID> webhook = table.lockNext();
    webhook.ifPresent(id -> table.removeOldest(id, BATCH_DELIVERIES));
    return webhook.isPresent();
  }
}
