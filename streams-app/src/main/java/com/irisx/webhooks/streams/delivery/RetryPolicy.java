package com.irisx.webhooks.streams.delivery;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.RetryTier;
import java.time.Duration;

/** Decides what follows a result. */
public final class RetryPolicy {

  /** How long to wait before a task is tried again at a place that did not know the webhook yet. */
  static final Duration UNKNOWN_WEBHOOK_DELAY = Duration.ofSeconds(1);

  private RetryPolicy() {}

  /**
   * The verdict on a result. The delay counts from the end of the attempt, so an endpoint that
   * times out is not called again at once.
   *
   * @param deleted whether the webhook is gone
   */
  public static Verdict judge(WebhookSettings settings, boolean deleted, AttemptResult result) {
    AttemptError error = result.error();
    if (error == null) {
      return new Verdict.Delivered();
    }
    if (deleted) {
      return new Verdict.Cancelled(AttemptError.WEBHOOK_DELETED);
    }
    return switch (error) {
      case WEBHOOK_DISABLED -> new Verdict.Held();
      // No request was made, so no attempt is used up.
      case WEBHOOK_UNKNOWN -> retry(result.attempt(), result, UNKNOWN_WEBHOOK_DELAY);
      case WEBHOOK_DELETED, CANCELLED, MAX_AGE_EXCEEDED -> new Verdict.Cancelled(error);
      case HTTP_STATUS,
          TIMEOUT,
          DNS_FAILED,
          ADDRESS_BLOCKED,
          CONNECTION_FAILED,
          TLS_FAILED,
          PROTOCOL_ERROR,
          CONFIGURATION_UNUSABLE,
          HANDOVER_LOST ->
          result.attempt() >= settings.maxAttempts()
              ? new Verdict.Exhausted()
              : retry(result.attempt() + 1, result, settings.delayAfter(result.attempt()));
    };
  }

  private static Verdict retry(int attempt, AttemptResult result, Duration delay) {
    return new Verdict.Retry(
        attempt, result.endedAt() + delay.toMillis(), RetryTier.covering(delay));
  }
}
