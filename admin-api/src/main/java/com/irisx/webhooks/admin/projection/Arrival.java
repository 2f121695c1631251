package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.Delivery;
import java.time.Instant;

/**
 * A record on the deliveries topic: an event met a webhook.
 *
 * @param at when the record entered the log
 * @param body exactly what will be sent
 */
record Arrival(Delivery delivery, Instant at, byte[] body) {
  DeliveryKey key() {
    return new DeliveryKey(delivery.deliveryId(), at);
  }
}
