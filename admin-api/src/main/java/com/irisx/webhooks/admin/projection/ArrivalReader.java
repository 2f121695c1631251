package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.schema.DeliveryHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the deliveries topic. */
final class ArrivalReader {

  private ArrivalReader() {}

  static Arrival read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    if (record.value() == null) {
      throw new PoisonRecordException("the record has no value");
    }
    Instant at = time(record);
    try {
      return new Arrival(DeliveryHeaders.delivery(record.headers()), at, record.value());
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
}
