package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.Command;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Shows what an accepted command changes to whoever asked for it: the projection writes the same a
 * moment later, and the caller's next request may be sooner. Whichever of the two is second finds
 * nothing to change, so nothing counts twice.
 *
 * <p>Does what it can. The command is on the topic and will be done, so no trouble of the database
 * may turn it into an error: in a transaction that runs already the write has a savepoint of its
 * own, and it waits for nobody's lock for long.
 */
@Component
public class AcceptedCommands {

  private static final Logger log = LoggerFactory.getLogger(AcceptedCommands.class);

  private final CommandProjection projection;
  private final JdbcClient jdbc;
  private final TransactionTemplate nested;

  AcceptedCommands(
      CommandProjection projection, JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.projection = projection;
    this.jdbc = jdbc;
    this.nested = new TransactionTemplate(transactions);
    this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Writes what the projection will write of this command.
   *
   * @param at when it entered the log
   */
  public void show(Command command, Instant at) {
    try {
      nested.executeWithoutResult(
          tx -> {
            jdbc.sql("SET LOCAL lock_timeout = '1s'").update();
            projection.writeLocked(List.of(new CommandProjection.Given(command, at)));
          });
    } catch (DataAccessException | TransactionException e) {
      log.info("an accepted command shows when it is projected: {}", e.getMessage());
    }
  }
}
