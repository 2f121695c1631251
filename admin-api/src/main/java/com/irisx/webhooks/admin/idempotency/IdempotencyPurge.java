package com.irisx.webhooks.admin.idempotency;

import com.irisx.webhooks.admin.config.AdminSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Forgets answers that nobody can ask for any more. Several instances may do so at once. */
@Component
class IdempotencyPurge {

  private static final Logger log = LoggerFactory.getLogger(IdempotencyPurge.class);

  private static final int BATCH_ROWS = 5_000;
  private static final int MAX_BATCHES = 100;

  private final IdempotencyTable table;
  private final Duration window;

  IdempotencyPurge(IdempotencyTable table, AdminSettings settings) {
    this.table = table;
    this.window = settings.idempotencyWindow();
  }

  @Scheduled(cron = "0 */10 * * * *", zone = "UTC")
  void purge() {
    try {
      int batches = 0;
      while (batches < MAX_BATCHES && table.purge(window, BATCH_ROWS) == BATCH_ROWS) {
        batches++;
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("expired idempotency keys stay until the next time: {}", e.getMessage());
    }
  }
}
