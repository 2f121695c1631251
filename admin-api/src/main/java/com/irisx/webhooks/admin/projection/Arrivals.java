package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.projection.StatisticsChange.WebhookDay;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * New deliveries, in two steps that each run in a transaction of the caller: their payloads, and
 * those of them that nothing is known of yet as pending.
 *
 * <p>The topic is read before deduplication, and whether the scheduler drops a repeated event
 * cannot be known here: it goes by when it reads a record, and by what is under way. So of an event
 * whose delivery may be known to it only the payload is stored. If it is delivered once more, the
 * first outcome makes the row; if not, there is none that would be pending for ever, and the
 * payload goes with its day.
 */
@Component
final class Arrivals {

  private final WebhookLocks webhooks;
  private final ArrivalTable arrivals;
  private final Retention retention;
  private final StatisticsTable statistics;
  private final DailyStatisticsTable daily;

  Arrivals(
      WebhookLocks webhooks,
      ArrivalTable arrivals,
      Retention retention,
      StatisticsTable statistics,
      DailyStatisticsTable daily) {
    this.webhooks = webhooks;
    this.arrivals = arrivals;
    this.retention = retention;
    this.statistics = statistics;
    this.daily = daily;
  }

  /** Stores the bodies. */
  void storePayloads(List<Arrival> batch) {
    List<Arrival> kept = kept(batch, existing(batch));
    if (!kept.isEmpty()) {
      arrivals.insertPayloads(kept);
    }
  }

  /**
   * Adds, as pending, the deliveries that are not known. Whose webhook was deleted since the
   * payload was stored has no row by which it would be removed: its payload goes here.
   */
  void addPending(List<Arrival> batch) {
    Set<UUID> existing = existing(batch);
    List<Arrival> gone =
        batch.stream()
            .filter(arrival -> !existing.contains(arrival.delivery().webhookId()))
            .toList();
    if (!gone.isEmpty()) {
      arrivals.deletePayloads(gone);
    }
    List<Arrival> unknown = withoutKnown(kept(batch, existing));
    if (unknown.isEmpty()) {
      return;
    }
    StatisticsChange change = new StatisticsChange();
    arrivals
        .insertPending(unknown)
        .forEach(
            arrival ->
                change.appeared(
                    WebhookDay.of(arrival.delivery().webhookId(), arrival.at()),
                    Progress.of(arrival)));
    statistics.add(change.ofWebhooks());
    daily.add(change.ofDays());
  }

  /** The webhooks that exist, and will until the transaction ends. */
  private Set<UUID> existing(List<Arrival> batch) {
    return batch.isEmpty()
        ? Set.of() // As most batches of commands are.
        : webhooks.lock(
            batch.stream()
                .map(arrival -> arrival.delivery().webhookId())
                .collect(Collectors.toSet()));
  }

  /** Those of webhooks that exist, and not too old. */
  private List<Arrival> kept(List<Arrival> batch, Set<UUID> existing) {
    Instant now = Instant.now();
    return batch.stream()
        .filter(arrival -> existing.contains(arrival.delivery().webhookId()))
        .filter(arrival -> !retention.isOver(arrival.at(), now))
        .toList();
  }

  /**
   * Nearly all have an outcome already and are found in the index of their own day; only the others
   * are looked for in all days in which their event may have been delivered before.
   */
  private List<Arrival> withoutKnown(List<Arrival> batch) {
    Set<DeliveryKey> present = arrivals.present(batch.stream().map(Arrival::key).toList());
    List<Arrival> absent =
        batch.stream().filter(arrival -> !present.contains(arrival.key())).toList();
    if (absent.isEmpty()) {
      return absent;
    }
    Map<UUID, Arrival> first = new LinkedHashMap<>();
    absent.forEach(arrival -> first.putIfAbsent(arrival.delivery().deliveryId(), arrival));
    Instant earliest =
        absent.stream().map(Arrival::at).min(Comparator.naturalOrder()).orElseThrow();
    first.keySet().removeAll(arrivals.known(first.keySet(), earliest));
    return List.copyOf(first.values());
  }
}
