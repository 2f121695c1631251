package com.irisx.webhooks.admin.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * New deliveries that nothing is known of yet, as pending. Reads what {@link PayloadProjection}
 * reads, a little later ({@link OutcomesFirst}): what has an outcome by then is one row, written
 * once.
 */
@Component
final class PendingProjection implements Projection<Arrival> {

  private final TransactionOperations transaction;
  private final Arrivals arrivals;

  PendingProjection(TransactionOperations transaction, Arrivals arrivals) {
    this.transaction = transaction;
    this.arrivals = arrivals;
  }

  /** Null for poison: {@link PayloadProjection} has put it aside. */
  @Override
  public @Nullable Arrival read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return ArrivalReader.read(record);
    } catch (PoisonRecordException e) {
      return null;
    }
  }

  @Override
  public void write(List<Arrival> batch) {
    transaction.executeWithoutResult(tx -> arrivals.addPending(batch));
  }
}
