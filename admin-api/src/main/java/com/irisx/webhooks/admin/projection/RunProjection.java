package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.projection.StatisticsChange.WebhookDay;
import com.irisx.webhooks.schema.Delivery;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Deliveries that a person sent again: pending in their next run, and counted there. A delivery is
 * counted once, where its last run stands, so the counts' sum stays the number of deliveries.
 */
@Component
final class RunProjection {

  private final WebhookLocks webhooks;
  private final RunTable runs;
  private final StatisticsTable statistics;
  private final DailyStatisticsTable daily;

  RunProjection(
      WebhookLocks webhooks,
      RunTable runs,
      StatisticsTable statistics,
      DailyStatisticsTable daily) {
    this.webhooks = webhooks;
    this.runs = runs;
    this.statistics = statistics;
    this.daily = daily;
  }

  /**
   * A run that begins.
   *
   * @param at when it was asked for
   */
  record Run(Delivery delivery, Instant at) {
    DeliveryKey key() {
      return new DeliveryKey(delivery.deliveryId(), Instant.ofEpochMilli(delivery.createdAt()));
    }
  }

  /** Writes a batch in the running transaction. Written again, it changes nothing. */
  void writeLocked(List<Run> batch) {
    if (batch.isEmpty()) {
      return;
    }
    Set<UUID> existing =
        webhooks.lock(
            batch.stream().map(run -> run.delivery().webhookId()).collect(Collectors.toSet()));
    StatisticsChange change = new StatisticsChange();
    runs.begin(
            last(
                batch.stream()
                    .filter(run -> existing.contains(run.delivery().webhookId()))
                    .toList()))
        .forEach(
            moved ->
                change.moved(
                    WebhookDay.of(moved.webhookId(), moved.createdAt()), moved.from(), moved.to()));
    statistics.add(change.ofWebhooks());
    daily.add(change.ofDays());
  }

  /** One statement moves a row once. */
  private static Collection<Run> last(List<Run> runs) {
    Map<DeliveryKey, Run> last = new LinkedHashMap<>();
    for (Run run : runs) {
      last.merge(
          run.key(),
          run,
          (one, other) -> other.delivery().run() > one.delivery().run() ? other : one);
    }
    return last.values();
  }
}
