package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.projection.StatisticsChange.WebhookDay;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
 * deduplication: a producer that repeats an event within {@link ArrivalTable#SAME_EVENT} adds
 * nothing here, as it adds no delivery there.
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
    List<Arrival> known =
        firstOfEachEvent(
            batch.stream()
                .filter(arrival -> existing.contains(arrival.delivery().webhookId()))
                .filter(arrival -> !retention.isOver(arrival.at(), now))
                .toList());
    if (known.isEmpty()) {
      return;
    }
    arrivals.insertPayloads(known);
    StatisticsChange change = new StatisticsChange();
    arrivals
        .insertPending(known)
        .forEach(
            arrival ->
                change.appeared(
                    WebhookDay.of(arrival.delivery().webhookId(), arrival.at()),
                    Progress.of(arrival)));
    statistics.add(change.ofWebhooks());
    daily.add(change.ofDays());
  }

  private static List<Arrival> firstOfEachEvent(List<Arrival> arrivals) {
    Map<UUID, Instant> kept = new HashMap<>();
    List<Arrival> first = new ArrayList<>(arrivals.size());
    for (Arrival arrival : arrivals) {
      UUID id = arrival.delivery().deliveryId();
      Instant before = kept.get(id);
      if (before == null || arrival.at().isAfter(before.plus(ArrivalTable.SAME_EVENT))) {
        kept.put(id, arrival.at());
        first.add(arrival);
      }
    }
    return first;
  }
}
