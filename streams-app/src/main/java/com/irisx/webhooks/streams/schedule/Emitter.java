package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.RetryTier;
import org.jspecify.annotations.Nullable;

/** What the scheduler says to the world. */
interface Emitter {

  /**
   * Hands a task to the dispatcher.
   *
   * @param lane null for a first attempt
   */
  void task(Delivery delivery, int attempt, @Nullable RetryTier lane, byte[] body);

  void outcome(DeliveryOutcome outcome);

  void deadLetter(Delivery delivery, AttemptResult lastResult, byte[] body);
}
