package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that may be made as far as the delivery is concerned.
 *
 * @param attempt its number, from 1
 * @param lane the retry lane it goes by; null for a first attempt
 * @param body the exact bytes to send
 */
record Ready(Delivery delivery, int attempt, @Nullable RetryTier lane, byte[] body) {

  static Ready first(Delivery delivery, byte[] body) {
    return new Ready(delivery, 1, null, body);
  }

  static Ready of(Parked parked) {
    return new Ready(parked.delivery(), parked.attempt(), parked.lane(), parked.body());
  }

  Parked at(Parked.Place place) {
    return new Parked(delivery, attempt, lane, place, body);
  }
}
