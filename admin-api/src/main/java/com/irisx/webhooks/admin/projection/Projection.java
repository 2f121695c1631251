package com.irisx.webhooks.admin.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One topic's way into the database. */
interface Projection<T> {

  /** What a record says; null if there is nothing in it for this projection. */
  @Nullable T read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException;

  /**
   * Writes a batch in one transaction. Written again, the same batch changes nothing.
   *
   * @throws org.springframework.dao.DataAccessException if nothing was written
   */
  void write(List<T> batch);
}
