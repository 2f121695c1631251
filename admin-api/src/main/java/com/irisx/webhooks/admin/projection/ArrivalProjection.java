package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.projection.StatisticsChange.WebhookDay;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * New deliveries into payloads, and into deliveries as pending. The topic is read before
 * deduplication, and whether the scheduler drops a repeated event cannot be known here: it goes by
 * when it reads a record, and by what is under way. So of an event whose delivery may be known to
 * it only the payload is stored. If it is delivered once more, the first outcome makes the row; if
 * not, there is none that would be pending for ever, and the payload goes with its day.
 */
@Component
final class ArrivalProjection implements Projection<Arrival> {

  private final TransactionOperations transaction;
  private final WebhookLocks webhooks;
  private final ArrivalTable arrivals;
  private final Retention retention;
  private final StatisticsTable statistics;
  private final DailyStatisticsTable daily;

  ArrivalProjection(
      TransactionOperations transaction,
      WebhookLocks webhooks,
      ArrivalTable arrivals,
      Retention retention,
      StatisticsTable statistics,
      DailyStatisticsTable daily) {
    this.transaction = transaction;
    this.webhooks = webhooks;
    this.arrivals = arrivals;
    this.retention = retention;
    this.statistics = statistics;
    this.daily = daily;
  }

  @Override
  public Arrival read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    if (record.value() == null) {
      throw new PoisonRecordException("the record has no value");
    }
    Instant at = time(record);
    try {
      Delivery delivery = DeliveryHeaders.delivery(record.headers());
      return new Arrival(delivery, at, record.value());
    } catch (DeliveryHeaders.MalformedHeaderException e) {
      throw new PoisonRecordException(String.valueOf(e.getMessage()));
    }
  }

  /** When a record entered the log. */
  static Instant time(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    if (!Times.isStorable(at)) {
      throw new PoisonRecordException("the record's timestamp is out of bounds: " + at);
    }
    return at;
  }

  @Override
  public void write(List<Arrival> batch) {
    transaction.executeWithoutResult(tx -> writeLocked(batch));
  }

  /** As {@link #write}, in a transaction that runs already. */
  void writeLocked(List<Arrival> batch) {
    Set<UUID> existing =
        webhooks.lock(
            batch.stream()
                .map(arrival -> arrival.delivery().webhookId())
                .collect(Collectors.toSet()));
    Instant now = Instant.now();
    List<Arrival> kept =
        batch.stream()
            .filter(arrival -> existing.contains(arrival.delivery().webhookId()))
            .filter(arrival -> !retention.isOver(arrival.at(), now))
            .toList();
    if (kept.isEmpty()) {
      return;
    }
    arrivals.insertPayloads(kept);
    StatisticsChange change = new StatisticsChange();
    arrivals
        .insertPending(withoutRepeats(kept))
        .forEach(
            arrival ->
                change.appeared(
                    WebhookDay.of(arrival.delivery().webhookId(), arrival.at()),
                    Progress.of(arrival)));
    statistics.add(change.ofWebhooks());
    daily.add(change.ofDays());
  }

  private List<Arrival> withoutRepeats(List<Arrival> batch) {
    Map<UUID, Arrival> first = new LinkedHashMap<>();
    batch.forEach(arrival -> first.putIfAbsent(arrival.delivery().deliveryId(), arrival));
    Instant earliest = batch.stream().map(Arrival::at).min(Comparator.naturalOrder()).orElseThrow();
    first.keySet().removeAll(arrivals.known(first.keySet(), earliest));
    return List.copyOf(first.values());
  }
}
