package com.irisx.webhooks.admin.projection;

import static java.util.stream.Collectors.toMap;

import com.irisx.webhooks.admin.projection.StatisticsChange.WebhookDay;
import com.irisx.webhooks.schema.DeliveryOutcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Outcomes into deliveries, attempts and statistics. A handful of statements for each batch:
 *
 * <pre>
 * lock webhooks ─► lock known deliveries ─► insert the new, update the moved ─► insert attempts ─► add up
 * </pre>
 *
 * Statistics count only rows that this batch really changed, in the transaction that changed them:
 * a batch that comes again finds nothing to change and counts nothing.
 */
@Component
final class OutcomeProjection implements Projection<DeliveryOutcome> {

  private static final BinaryOperator<DeliveryOutcome> FURTHEST =
      BinaryOperator.maxBy(Comparator.comparing(Progress::of));

  private final TransactionOperations transaction;
  private final WebhookLocks webhooks;
  private final DeliveryTable deliveries;
  private final AttemptTable attempts;
  private final Retention retention;
  private final StatisticsTable statistics;
  private final DailyStatisticsTable daily;
  private final OutcomesFirst outcomesFirst;

  OutcomeProjection(
      TransactionOperations transaction,
      WebhookLocks webhooks,
      DeliveryTable deliveries,
      AttemptTable attempts,
      Retention retention,
      StatisticsTable statistics,
      DailyStatisticsTable daily,
      OutcomesFirst outcomesFirst) {
    this.transaction = transaction;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.retention = retention;
    this.statistics = statistics;
    this.daily = daily;
    this.outcomesFirst = outcomesFirst;
  }

  @Override
  public DeliveryOutcome read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    return OutcomeReader.read(record.value());
  }

  @Override
  public void write(List<DeliveryOutcome> batch) {
    transaction.executeWithoutResult(tx -> writeLocked(batch));
    outcomesFirst.written(batch);
  }

  private void writeLocked(List<DeliveryOutcome> batch) {
    Set<UUID> existing =
        webhooks.lock(batch.stream().map(DeliveryOutcome::webhookId).collect(Collectors.toSet()));
    List<DeliveryOutcome> outcomes =
        withoutRemoved(
            batch.stream().filter(outcome -> existing.contains(outcome.webhookId())).toList());
    StatisticsChange change = new StatisticsChange();
    move(furthest(outcomes), change);
    attempts
        .insert(outcomes.stream().filter(outcome -> outcome.attemptedAt() != null).toList())
        .forEach(change::attempted);
    statistics.add(change.ofWebhooks());
    daily.add(change.ofDays());
  }

  /**
   * Without those of deliveries that were removed for their age: inserted again, they would be
   * counted again. Old deliveries that had not ended were kept, and go on.
   */
  private List<DeliveryOutcome> withoutRemoved(List<DeliveryOutcome> outcomes) {
    Instant now = Instant.now();
    Set<DeliveryKey> old =
        outcomes.stream()
            .filter(outcome -> retention.isOver(outcome.createdAt(), now))
            .map(OutcomeProjection::key)
            .collect(Collectors.toCollection(HashSet::new));
    if (old.isEmpty()) {
      return outcomes;
    }
    old.removeAll(deliveries.lock(old).keySet());
    return outcomes.stream().filter(outcome -> !old.contains(key(outcome))).toList();
  }

  private static DeliveryKey key(DeliveryOutcome outcome) {
    return new DeliveryKey(outcome.deliveryId(), outcome.createdAt());
  }

  private static WebhookDay dayOf(DeliveryOutcome outcome) {
    return WebhookDay.of(outcome.webhookId(), outcome.createdAt());
  }

  private static Map<DeliveryKey, DeliveryOutcome> furthest(List<DeliveryOutcome> outcomes) {
    return outcomes.stream()
        .collect(toMap(OutcomeProjection::key, outcome -> outcome, FURTHEST, LinkedHashMap::new));
  }

  /**
   * Brings deliveries to where {@code targets} say. A second round is needed only if someone else
   * inserted one of them between our look and our insert.
   */
  private void move(Map<DeliveryKey, DeliveryOutcome> targets, StatisticsChange change) {
    Map<DeliveryKey, DeliveryOutcome> remaining = new LinkedHashMap<>(targets);
    while (!remaining.isEmpty()) {
      Map<DeliveryKey, Progress> known = deliveries.lock(remaining.keySet());
      Map<DeliveryKey, DeliveryOutcome> moved = new LinkedHashMap<>();
      known.forEach(
          (key, from) -> {
            DeliveryOutcome target = remaining.get(key);
            if (target != null && Progress.of(target).compareTo(from) > 0) {
              moved.put(key, target);
              change.moved(dayOf(target), from, Progress.of(target));
            }
          });
      deliveries.update(moved);
      remaining.keySet().removeAll(known.keySet());
      Set<DeliveryKey> inserted = deliveries.insert(remaining);
      inserted.forEach(
          key -> {
            DeliveryOutcome target = remaining.remove(key);
            if (target != null) {
              change.appeared(dayOf(target), Progress.of(target));
            }
          });
    }
  }
}
