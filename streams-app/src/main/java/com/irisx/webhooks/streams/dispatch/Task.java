package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * One attempt to make.
 *
 * @param attempt its number, from 1
 * @param headers what its record says of it, to be passed on with the result
 * @param body exactly the bytes to sign and send; not to be changed
 */
record Task(Delivery delivery, int attempt, Headers headers, byte[] body) {

  Task(Delivery delivery, int attempt, byte[] body) {
    this(delivery, attempt, DeliveryHeaders.task(delivery, attempt), body);
  }

  /**
   * The task that a record carries.
   *
   * @throws IllegalArgumentException if it carries none: the record is poison
   */
  static Task of(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new IllegalArgumentException("a task has a body, even if it is empty");
    }
    int attempt = DeliveryHeaders.attempt(record.headers());
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts are counted from 1: " + attempt);
    }
    return new Task(
        DeliveryHeaders.delivery(record.headers()), attempt, record.headers(), record.value());
  }
}
