package com.irisx.webhooks.admin.projection;

import static java.util.stream.Collectors.toMap;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.Comparator;
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
  private final StatisticsTable statistics;

  OutcomeProjection(
      TransactionOperations transaction,
      WebhookLocks webhooks,
      DeliveryTable deliveries,
      AttemptTable attempts,
      StatisticsTable statistics) {
    this.transaction = transaction;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.statistics = statistics;
  }

  @Override
  public DeliveryOutcome read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    return OutcomeReader.read(record.value());
  }

  @Override
  public void write(List<DeliveryOutcome> batch) {
    transaction.executeWithoutResult(tx -> writeLocked(batch));
  }

  private void writeLocked(List<DeliveryOutcome> batch) {
    Set<UUID> existing =
        webhooks.lock(batch.stream().map(DeliveryOutcome::webhookId).collect(Collectors.toSet()));
    List<DeliveryOutcome> outcomes =
        batch.stream().filter(outcome -> existing.contains(outcome.webhookId())).toList();
    StatisticsChange change = new StatisticsChange();
    move(furthest(outcomes), change);
    attempts
        .insert(outcomes.stream().filter(outcome -> outcome.attemptedAt() != null).toList())
        .forEach(change::attempted);
    statistics.add(change);
  }

  private static Map<DeliveryKey, DeliveryOutcome> furthest(List<DeliveryOutcome> outcomes) {
    return outcomes.stream()
        .collect(
            toMap(
                outcome -> new DeliveryKey(outcome.deliveryId(), outcome.createdAt()),
                outcome -> outcome,
                FURTHEST,
                LinkedHashMap::new));
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
              change.moved(target.webhookId(), from.status(), target.status());
            }
          });
      deliveries.update(moved);
      remaining.keySet().removeAll(known.keySet());
      Set<DeliveryKey> inserted = deliveries.insert(remaining);
      inserted.forEach(
          key -> {
            DeliveryOutcome target = remaining.remove(key);
            if (target != null) {
              change.appeared(target.webhookId(), target.status());
            }
          });
    }
  }
}
