package com.irisx.webhooks.testing;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.UUID;

/**
 * A promise of the product. It watches a run, whatever happens in it (crashes, rebalances, failing
 * endpoints), and says at the end whether it was kept.
 *
 * <p>Threading: observations may come from several threads.
 */
public interface Guarantee {

  /** A delivery must come of what the test did. */
  default void observeExpected(UUID deliveryId) {}

  /** A receiver got a request. */
  default void observeRequest(ReceivedRequest request) {}

  /** A record was read from the outcome topic. */
  default void observeOutcome(DeliveryOutcome outcome) {}

  /**
   * Called after the last observation.
   *
   * @throws AssertionError if the promise was broken, with what broke it
   */
  void check();
}
