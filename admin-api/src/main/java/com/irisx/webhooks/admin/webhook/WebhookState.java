package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.schema.BreakerState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler last said of a webhook, kept by projection.
 *
 * @param breaker whether requests are made
 * @param breakerOpenUntil when an open breaker lets a request through again
 * @param failingSince when the first failed attempt since the last success ended; null if the last
 *     one succeeded
 * @param paused whether its owner asked to make no requests for now
 */
public record WebhookState(
    String breaker,
    @Nullable Instant breakerOpenUntil,
    @Nullable Instant failingSince,
    boolean paused) {

  /** Of a webhook that the scheduler never said anything of: all is well. */
  public static final WebhookState NONE =
      new WebhookState(BreakerState.CLOSED.label(), null, null, false);
}
