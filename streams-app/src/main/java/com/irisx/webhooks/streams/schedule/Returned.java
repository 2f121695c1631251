package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import org.jspecify.annotations.Nullable;

/**
 * A task that came back.
 *
 * @param lane the lane it went by; null for a first attempt
 * @param probe whether it went to see whether the endpoint works again
 * @param cancelled whether its owner wants no further attempt
 * @param body what was sent; empty if it succeeded
 */
record Returned(
    Delivery delivery,
    AttemptResult result,
    @Nullable RetryTier lane,
    boolean probe,
    boolean cancelled,
    byte[] body) {

  static Returned of(HandOut handOut, AttemptResult result, byte[] body) {
    return new Returned(
        handOut.delivery(), result, handOut.lane(), handOut.probe(), handOut.cancelled(), body);
  }

  /** One whose hand-out is not remembered. */
  static Returned of(Ready ready, AttemptResult result, boolean cancelled) {
    return new Returned(ready.delivery(), result, ready.lane(), false, cancelled, ready.body());
  }
}
