package com.irisx.webhooks.streams.transaction;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and aborts hanging transactions (KIP-664): open in a partition, while their coordinator
 * takes them as ended. Brokers of 4.3 leave one behind when a transaction ends while one of its
 * partitions has no leader (KAFKA-20734): the partition gets no marker, ever, and whoever reads
 * committed records of it, or restores a store from it, waits for ever.
 *
 * <p>One whose coordinator has just committed is only reported: its records would be lost.
 *
 * <p>Threading: one thread; the figure is read by others.
 */
final class HangingTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

  /** Offsets are committed in transactions, too. */
  private static final String OFFSETS = Topic.GROUP_METADATA_TOPIC_NAME;

  private final Admin admin;
  private final TransactionScope scope;
  private final Counter ended;
  private final AtomicInteger hanging = new AtomicInteger();

  /** When each was seen first, by {@link System#nanoTime()}. */
  private Map<HangingTransaction, Long> open = Map.of();

  HangingTransactions(Admin admin, TransactionScope scope, Counter ended) {
    this.admin = admin;
    this.scope = scope;
    this.ended = ended;
  }

  /** How many were left hanging at the last look. */
  int count() {
    return hanging.get();
  }

  /**
   * Looks at all partitions that the scope's transactions write to.
   *
   * @param nanoTime now
   * @throws ExecutionException if the cluster did not answer
   */
  void look(long nanoTime) throws ExecutionException, InterruptedException {
    Map<HangingTransaction, Long> seen = new HashMap<>();
    for (HangingTransaction one : openTransactions()) {
      seen.put(one, open.getOrDefault(one, nanoTime));
    }
    open = seen;
    Duration patience = scope.timeout().multipliedBy(2);
    List<HangingTransaction> old =
        seen.entrySet().stream()
            .filter(one -> nanoTime - one.getValue() >= patience.toNanos())
            .map(Map.Entry::getKey)
            .toList();
    hanging.set(old.isEmpty() ? 0 : endAll(old));
  }

  /** How many were left. */
  private int endAll(List<HangingTransaction> old) throws ExecutionException, InterruptedException {
    Map<Long, TransactionDescription> views = coordinatorsViews(old);
    int left = 0;
    for (HangingTransaction one : old) {
      TransactionDescription view = views.get(one.producerId());
      if (view == null || view.topicPartitions().contains(one.partition())) {
        continue; // somebody else's, or its coordinator is about to end it
      }
      boolean end =
          switch (view.state()) {
            case COMPLETE_ABORT, EMPTY -> abort(one);
            case ONGOING,
                PREPARE_ABORT,
                PREPARE_COMMIT,
                COMPLETE_COMMIT,
                PREPARE_EPOCH_FENCE,
                UNKNOWN ->
                false;
          };
      if (!end) {
        left++;
        LOG.error("{} hangs; its coordinator's view: {}", one, view);
      }
    }
    return left;
  }

  private boolean abort(HangingTransaction one) throws InterruptedException {
    try {
      admin
          .abortTransaction(
              new AbortTransactionSpec(
                  one.partition(), one.producerId(), one.producerEpoch(), one.coordinatorEpoch()))
          .all()
          .get();
    } catch (ExecutionException e) {
      LOG.error(
          "{} hangs and cannot be aborted{}",
          one,
          e.getCause() instanceof ClusterAuthorizationException
              ? ": this needs ALTER on the cluster"
              : "",
          e);
      return false;
    }
    ended.increment();
    LOG.error("{} hung, which its coordinator had aborted, and was ended", one);
    return true;
  }

  private List<HangingTransaction> openTransactions()
      throws ExecutionException, InterruptedException {
    Set<String> topics =
        admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
            .filter(it -> it.startsWith(scope.topicPrefix()) || it.equals(OFFSETS))
            .collect(Collectors.toSet());
    List<TopicPartition> partitions =
        admin.describeTopics(topics).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(info -> new TopicPartition(topic.name(), info.partition())))
            .toList();
    DescribeProducersResult producers = admin.describeProducers(partitions);
    List<HangingTransaction> found = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      try {
        producers.partitionResult(partition).get().activeProducers().stream()
            .filter(one -> one.currentTransactionStartOffset().isPresent())
            .map(one -> of(partition, one))
            .forEach(found::add);
      } catch (ExecutionException e) {
        LOG.debug("open transactions of {} are unknown: {}", partition, e.getMessage());
      }
    }
    return found;
  }

  private static HangingTransaction of(TopicPartition partition, ProducerState producer) {
    return new HangingTransaction(
        partition,
        producer.producerId(),
        (short) producer.producerEpoch(),
        producer.coordinatorEpoch().orElse(0),
        producer.currentTransactionStartOffset().getAsLong());
  }

  private Map<Long, TransactionDescription> coordinatorsViews(List<HangingTransaction> open)
      throws ExecutionException, InterruptedException {
    Set<Long> producers = new HashSet<>();
    open.forEach(one -> producers.add(one.producerId()));
    List<String> ids =
        admin
            .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
            .all()
            .get()
            .stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> id.startsWith(scope.idPrefix()))
            .toList();
    Map<Long, TransactionDescription> views = new HashMap<>();
    for (TransactionDescription one : admin.describeTransactions(ids).all().get().values()) {
      views.put(one.producerId(), one);
    }
    return views;
  }
}
