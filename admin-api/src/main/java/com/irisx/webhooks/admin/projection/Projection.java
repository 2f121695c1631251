package com.irisx.webhooks.admin.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One topic's way into the database. */
interface Projection<T> {

  /** What a record says. */
  T read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException;

  /**
   * Writes a batch in one transaction. Written again, the same batch changes nothing.
   *
   * @throws org.springframework.dao.DataAccessException if nothing was written
   */
  void write(List<T> batch);
}
