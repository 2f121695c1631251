package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/**
 * What makes one attempt the same as another: the scheduler asks for each once.
 *
 * @param createdAt of the delivery: an event repeated after the deduplication window makes a new
 *     delivery with the same id
 */
record AttemptKey(UUID deliveryId, long createdAt, int run, int attempt) {

  static AttemptKey of(Task task) {
    return of(task.delivery(), task.attempt());
  }

  /**
   * The attempt that a result is about.
   *
   * @throws DeliveryHeaders.MalformedHeaderException if it does not say
   */
  static AttemptKey of(Headers result) {
    return of(DeliveryHeaders.delivery(result), DeliveryHeaders.attempt(result));
  }

  private static AttemptKey of(Delivery delivery, int attempt) {
    return new AttemptKey(delivery.deliveryId(), delivery.createdAt(), delivery.run(), attempt);
  }
}
