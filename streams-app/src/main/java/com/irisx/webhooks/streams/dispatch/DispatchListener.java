package com.irisx.webhooks.streams.dispatch;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Told of what the dispatcher cannot deal with itself.
 *
 * <p>Threading: called by the lanes' threads, at one time by several.
 */
public interface DispatchListener {

  /**
   * A record on a task topic is none of our tasks. It is skipped once this returns; if this throws,
   * the lane fails and the record is read again.
   *
   * @param problem a sentence for a person
   */
  void onPoison(ConsumerRecord<byte[], byte[]> record, String problem);

  /**
   * A lane has stopped for good: what it meets is not the endpoint's fault nor the record's. Its
   * partitions go to other processes.
   */
  void onLaneFailed(String lane, Throwable failure);
}
