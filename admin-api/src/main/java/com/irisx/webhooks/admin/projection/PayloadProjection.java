package com.irisx.webhooks.admin.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Payloads of new deliveries: there before an outcome can be, for who asks for both. */
@Component
final class PayloadProjection implements Projection<Arrival> {

  private final TransactionOperations transaction;
  private final Arrivals arrivals;

  PayloadProjection(TransactionOperations transaction, Arrivals arrivals) {
    this.transaction = transaction;
    this.arrivals = arrivals;
  }

  @Override
  public Arrival read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    return ArrivalReader.read(record);
  }

  @Override
  public void write(List<Arrival> batch) {
    transaction.executeWithoutResult(tx -> arrivals.storePayloads(batch));
  }
}
