package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that was handed to the dispatcher and whose result has not come back.
 *
 * @param lane null for a first attempt
 * @param at when it was handed out, milliseconds since the epoch
 * @param timeout of the request
 * @param probe whether it went to see whether the endpoint works again
 * @param cancelled whether its owner wants no further attempt
 */
record HandOut(
    Delivery delivery,
    int attempt,
    @Nullable RetryTier lane,
    long at,
    Duration timeout,
    boolean probe,
    boolean cancelled) {

  /** When a task that was taken up at once would have been reported. */
  long dueBack(Duration margin) {
    return at + timeout.toMillis() + margin.toMillis();
  }

  boolean isOf(UUID deliveryId, int run, int attemptNumber) {
    return attempt == attemptNumber
        && delivery.run() == run
        && delivery.deliveryId().equals(deliveryId);
  }

  HandOut asCancelled() {
    return new HandOut(delivery, attempt, lane, at, timeout, probe, true);
  }
}
