package com.irisx.webhooks.streams.delivery;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import java.time.Duration;

/** Decides what follows a result. */
public final class RetryPolicy {

  /** How long to wait before a task is tried again at a place that did not know the webhook yet. */
  static final Duration UNKNOWN_WEBHOOK_DELAY = Duration.ofSeconds(1);

  /** Beside the time for which the dispatcher tries by itself: no load while the proxy is down. */
  static final Duration EGRESS_PROXY_DELAY = Duration.ofSeconds(10);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final RetryLimits limits;

  public RetryPolicy(RetryLimits limits) {
    this.limits = limits;
  }

  /**
   * The verdict on a result. The delay counts from {@code now}, when the result is read: the
   * attempt has ended before, whatever the clock of the dispatcher's machine says.
   *
   * @param now milliseconds since the epoch
   */
  public Verdict judge(
      WebhookSettings settings, Delivery delivery, AttemptResult result, long now) {
    AttemptError error = result.error();
    if (error == null) {
      return new Verdict.Delivered();
    }
    return switch (error) {
      case WEBHOOK_DISABLED -> new Verdict.Held();
      // No request was made, so no attempt is used up.
      case WEBHOOK_UNKNOWN -> retry(delivery, result.attempt(), UNKNOWN_WEBHOOK_DELAY, now);
      case EGRESS_PROXY_FAILED -> retry(delivery, result.attempt(), EGRESS_PROXY_DELAY, now);
      case WEBHOOK_DELETED, CANCELLED -> new Verdict.Cancelled(error);
      case MAX_AGE_EXCEEDED -> new Verdict.Expired();
      case HANDOVER_LOST -> new Verdict.Exhausted();
      case HTTP_STATUS,
          TIMEOUT,
          DNS_FAILED,
          ADDRESS_BLOCKED,
          CONNECTION_FAILED,
          TLS_FAILED,
          PROTOCOL_ERROR,
          CONFIGURATION_UNUSABLE,
          UNRECOGNIZED ->
          result.attempt() >= settings.maxAttempts()
              ? new Verdict.Exhausted()
              : retry(delivery, result.attempt() + 1, delay(settings, delivery, result), now);
    };
  }

  private Verdict retry(Delivery delivery, int attempt, Duration delay, long now) {
    long dueAt = now + delay.toMillis();
    return dueAt > limits.expiresAt(delivery.createdAt(), delivery.run())
        ? new Verdict.Expired()
        : new Verdict.Retry(attempt, dueAt, RetryTier.covering(delay));
  }

  private Duration delay(WebhookSettings settings, Delivery delivery, AttemptResult result) {
    Duration scheduled =
        Jitter.add(settings.delayAfter(result.attempt()), limits.jitterPercent(), delivery, result);
    Duration asked = retryAfter(result);
    return asked.compareTo(scheduled) > 0 ? asked : scheduled;
  }

  /** Heeded with the two statuses that RFC 9110 (10.2.3) and RFC 6585 (4) define it for. */
  private Duration retryAfter(AttemptResult result) {
    Long asked = result.retryAfterMs();
    Integer status = result.responseStatus();
    if (asked == null
        || status == null
        || (status != TOO_MANY_REQUESTS && status != SERVICE_UNAVAILABLE)) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(Math.min(asked, limits.maxRetryAfter().toMillis()));
  }
}
