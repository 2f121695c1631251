package com.irisx.webhooks.streams.transaction;

import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up transactions that have outlived their timeout. Brokers do that, too, but look for them
 * only every ten seconds ({@code transaction.abort.timed.out.transaction.cleanup.interval.ms}),
 * while an instance that takes over from a killed one waits for their end.
 *
 * <p>Threading: one thread.
 */
final class OverdueTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(OverdueTransactions.class);

  private final Admin admin;
  private final TransactionScope scope;
  private final Counter ended;

  OverdueTransactions(Admin admin, TransactionScope scope, Counter ended) {
    this.admin = admin;
    this.scope = scope;
    this.ended = ended;
  }

  /**
   * Fences the producers of such transactions, which aborts them.
   *
   * @throws ExecutionException if the cluster did not answer
   */
  void end() throws ExecutionException, InterruptedException {
    List<String> overdue =
        admin
            .listTransactions(
                new ListTransactionsOptions()
                    .filterStates(Set.of(TransactionState.ONGOING))
                    .filterOnDuration(scope.timeout().toMillis()))
            .all()
            .get()
            .stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> id.startsWith(scope.idPrefix()))
            .toList();
    if (overdue.isEmpty()) {
      return;
    }
    admin.fenceProducers(overdue).all().get();
    ended.increment(overdue.size());
    LOG.warn("transactions that outlived {} were given up: {}", scope.timeout(), overdue);
  }
}
