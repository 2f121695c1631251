package com.irisx.webhooks.streams.transaction;

import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
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
  private static final int FENCE_WITHIN_MS = 2_000;

  private final Admin admin;
  private final Coordinators coordinators;
  private final TransactionScope scope;
  private final Counter ended;

  OverdueTransactions(Admin admin, TransactionScope scope, Counter ended) {
    this.admin = admin;
    this.coordinators = new Coordinators(admin);
    this.scope = scope;
    this.ended = ended;
  }

  /**
   * Fences the producers of such transactions, which aborts them. One with a partition that has no
   * leader is left: its end would leave it hanging there, see {@link HangingTransactions}.
   *
   * @throws ExecutionException if the cluster did not answer
   */
  void end() throws ExecutionException, InterruptedException {
    Map<String, Long> listed =
        coordinators
            .list(
                new ListTransactionsOptions()
                    .filterStates(Set.of(TransactionState.ONGOING))
                    .filterOnDuration(scope.timeout().toMillis()))
            .found()
            .stream()
            .filter(one -> one.transactionalId().startsWith(scope.idPrefix()))
            .collect(
                Collectors.toMap(
                    TransactionListing::transactionalId, TransactionListing::producerId));
    List<String> overdue = new ArrayList<>();
    for (var one : coordinators.describe(listed.keySet()).entrySet()) {
      TransactionDescription view = one.getValue();
      if (view.state() == TransactionState.ONGOING
          && view.producerId() == listed.getOrDefault(one.getKey(), -1L)
          && allHaveLeaders(view.topicPartitions())) {
        overdue.add(one.getKey());
      }
    }
    if (!overdue.isEmpty()) {
      fence(overdue);
    }
  }

  private boolean allHaveLeaders(Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Set<TopicPartition> without = new HashSet<>(partitions);
    admin
        .describeTopics(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()))
        .allTopicNames()
        .get()
        .values()
        .forEach(
            topic ->
                topic.partitions().stream()
                    .filter(it -> it.leader() != null && !it.leader().isEmpty())
                    .forEach(
                        it -> without.remove(new TopicPartition(topic.name(), it.partition()))));
    return without.isEmpty();
  }

  private void fence(List<String> overdue) throws InterruptedException {
    FenceProducersResult fenced =
        admin.fenceProducers(overdue, new FenceProducersOptions().timeoutMs(FENCE_WITHIN_MS));
    for (String id : overdue) {
      try {
        fenced.producerId(id).get();
        ended.increment();
        LOG.warn("{} had a transaction that outlived {}: given up", id, scope.timeout());
      } catch (ExecutionException e) {
        LOG.info("{} has a transaction that outlived {}: {}", id, scope.timeout(), e.getMessage());
      }
    }
  }
}
