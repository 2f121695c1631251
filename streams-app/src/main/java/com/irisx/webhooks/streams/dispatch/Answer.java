package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptError;
import org.jspecify.annotations.Nullable;

/** How a request ended. */
sealed interface Answer {

  /**
   * The endpoint answered, to the end or to the limit of what is read.
   *
   * @param body its first bytes, at most {@link CappedBody#MAX_BYTES}
   * @param retryAfter the header as it came
   */
  record Complete(int status, byte[] body, @Nullable String retryAfter) implements Answer {}

  /**
   * There was no complete answer.
   *
   * @param detail one sentence for the webhook's owner
   */
  record Failure(AttemptError error, String detail) implements Answer {}
}
