package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that waits in the scheduler, with its body.
 *
 * @param attempt the number of the attempt it waits for, from 1
 * @param lane the retry lane it will go by; null for a first attempt
 * @param place where it waits
 * @param body the exact bytes to send
 */
record Parked(Delivery delivery, int attempt, @Nullable RetryTier lane, Place place, byte[] body) {

  /** Where a parked delivery waits: exactly one entry of exactly one index belongs to it. */
  sealed interface Place {}

  /** In the due index, until this time, milliseconds since the epoch. */
  record Due(long at) implements Place {}

  /** In its webhook's line, with this number. */
  record InLine(long number) implements Place {}

  Parked movedTo(Place newPlace) {
    return new Parked(delivery, attempt, lane, newPlace, body);
  }
}
