package com.irisx.webhooks.streams.transaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the transaction coordinators say. One that does not answer does not silence the others. */
final class Coordinators {

  private static final Logger LOG = LoggerFactory.getLogger(Coordinators.class);

  private final Admin admin;

  Coordinators(Admin admin) {
    this.admin = admin;
  }

  /**
   * @param complete whether every broker answered
   */
  record Listings(List<TransactionListing> found, boolean complete) {}

  Listings list(ListTransactionsOptions which) throws ExecutionException, InterruptedException {
    List<TransactionListing> found = new ArrayList<>();
    boolean complete = true;
    for (KafkaFuture<Collection<TransactionListing>> broker :
        admin.listTransactions(which).byBrokerId().get().values()) {
      try {
        found.addAll(broker.get());
      } catch (ExecutionException e) {
        complete = false;
        LOG.info("a broker does not list its transactions: {}", e.getMessage());
      }
    }
    return new Listings(found, complete);
  }

  /** By transactional id, those that could be described. */
  Map<String, TransactionDescription> describe(Collection<String> ids) throws InterruptedException {
    Map<String, TransactionDescription> found = new HashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    var described = admin.describeTransactions(ids);
    for (String id : ids) {
      try {
        found.put(id, described.description(id).get());
      } catch (ExecutionException e) {
        LOG.info("transaction {} is not described: {}", id, e.getMessage());
      }
    }
    return found;
  }
}
