package com.irisx.webhooks.streams.transaction;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds hanging transactions (KIP-664), open in a partition and ended for their coordinator, and
 * aborts those that the coordinator has aborted. Brokers of 4.3 leave one behind when a transaction
 * ends while one of its partitions has no leader (KAFKA-20734): the partition gets no marker, ever,
 * and whoever reads committed records of it, or restores a store from it, waits for ever.
 *
 * <p>What the coordinator decided is known while it still tells of that transaction: it ends each
 * under the epoch after the one of its records (KIP-890). Any other is only reported: it may have
 * been committed, and aborting it would lose its records.
 *
 * <p>Threading: one thread; the figure is read by others.
 */
final class HangingTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

  /** Offsets are committed in transactions, too. */
  private static final String OFFSETS = Topic.GROUP_METADATA_TOPIC_NAME;

  private final Admin admin;
  private final Coordinators coordinators;
  private final TransactionScope scope;
  private final Counter ended;

  private final Set<TopicPartition> unreadable = new HashSet<>();
  private final Set<OpenTransaction> reported = new HashSet<>();
  private Map<OpenTransaction, Sighting> seen = Map.of();
  private volatile double hanging;

  /**
   * @param nanoTime when it was seen first
   * @param aborted whether its coordinator told that it had aborted it
   */
  private record Sighting(long nanoTime, boolean aborted) {}

  HangingTransactions(Admin admin, TransactionScope scope, Counter ended) {
    this.admin = admin;
    this.coordinators = new Coordinators(admin);
    this.scope = scope;
    this.ended = ended;
  }

  /** How many were left hanging at the last look; not a number while that is unknown. */
  double count() {
    return hanging;
  }

  /** Nobody can tell now. */
  void unknown() {
    hanging = Double.NaN;
  }

  /**
   * Looks at all partitions that the scope's transactions write to.
   *
   * @param nanoTime now
   * @throws ExecutionException if the cluster did not answer
   */
  void look(long nanoTime) throws ExecutionException, InterruptedException {
    Map<OpenTransaction, Sighting> now = openTransactions(nanoTime);
    reported.retainAll(now.keySet());
    seen = now;
    // What was open at the last look already; others are mostly about to end.
    Set<OpenTransaction> old =
        now.entrySet().stream()
            .filter(one -> one.getValue().nanoTime() < nanoTime)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    hanging = old.isEmpty() ? 0 : judge(old, nanoTime);
  }

  /** How many were left hanging. */
  private int judge(Set<OpenTransaction> old, long nanoTime)
      throws ExecutionException, InterruptedException {
    Views views = views(old);
    Duration patience = scope.timeout().multipliedBy(2);
    int left = 0;
    for (OpenTransaction one : old) {
      Sighting sighting = seen.getOrDefault(one, new Sighting(nanoTime, false));
      TransactionDescription view = views.ofProducer().get(one.producerId());
      if (view != null && view.topicPartitions().contains(one.partition())) {
        continue; // its coordinator is about to end it
      }
      if (view == null && !views.nobodyKnows(one, scope)) {
        continue; // somebody else's, or not known now
      }
      boolean aborted = sighting.aborted() || wasAborted(one, view);
      seen.put(one, new Sighting(sighting.nanoTime(), aborted));
      if (nanoTime - sighting.nanoTime() < patience.toNanos()) {
        continue;
      }
      if (!aborted || !abort(one)) {
        left++;
        if (reported.add(one)) {
          LOG.error("{} hangs and is left alone; its coordinator's view: {}", one, view);
        }
      }
    }
    return left;
  }

  private static boolean wasAborted(OpenTransaction one, @Nullable TransactionDescription view) {
    return view != null
        && view.state() == TransactionState.COMPLETE_ABORT
        && view.producerEpoch() == one.producerEpoch() + 1;
  }

  private boolean abort(OpenTransaction one) throws InterruptedException {
    try {
      admin
          .abortTransaction(
              new AbortTransactionSpec(
                  one.partition(), one.producerId(), one.producerEpoch(), one.coordinatorEpoch()))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!reported.contains(one)) {
        String cure =
            e.getCause() instanceof ClusterAuthorizationException
                ? ": this needs ALTER on the cluster"
                : "";
        LOG.error("{} cannot be aborted{}", one, cure, e);
      }
      return false;
    }
    ended.increment();
    LOG.warn("{} hung, which its coordinator had aborted, and was ended", one);
    return true;
  }

  private Map<OpenTransaction, Sighting> openTransactions(long nanoTime)
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
    Map<OpenTransaction, Sighting> found = new HashMap<>();
    for (TopicPartition partition : partitions) {
      try {
        producers.partitionResult(partition).get().activeProducers().stream()
            .filter(one -> one.currentTransactionStartOffset().isPresent())
            .map(one -> OpenTransaction.of(partition, one))
            .forEach(one -> found.put(one, seen.getOrDefault(one, new Sighting(nanoTime, false))));
        unreadable.remove(partition);
      } catch (ExecutionException e) {
        seen.forEach(
            (one, sighting) -> {
              if (one.partition().equals(partition)) {
                found.put(one, sighting);
              }
            });
        if (unreadable.add(partition)) {
          LOG.warn("open transactions of {} cannot be seen: {}", partition, e.getMessage());
        }
      }
    }
    return found;
  }

  private Views views(Set<OpenTransaction> open) throws ExecutionException, InterruptedException {
    Set<Long> producers =
        open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
    Coordinators.Listings listings =
        coordinators.list(new ListTransactionsOptions().filterProducerIds(producers));
    List<String> ours =
        listings.found().stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> id.startsWith(scope.idPrefix()))
            .toList();
    Map<Long, TransactionDescription> views = new HashMap<>();
    coordinators.describe(ours).values().forEach(one -> views.put(one.producerId(), one));
    return new Views(
        views,
        listings.found().stream().map(TransactionListing::producerId).collect(Collectors.toSet()),
        listings.complete());
  }

  /**
   * @param ofProducer what is known of transactions of ours
   * @param known all producers that a coordinator knows, also somebody else's
   * @param complete whether every coordinator was asked
   */
  private record Views(
      Map<Long, TransactionDescription> ofProducer, Set<Long> known, boolean complete) {

    /** Such as after the coordinator gave its producer another id, which it does now and then. */
    boolean nobodyKnows(OpenTransaction one, TransactionScope scope) {
      return complete
          && !known.contains(one.producerId())
          && one.partition().topic().startsWith(scope.topicPrefix());
    }
  }
}
