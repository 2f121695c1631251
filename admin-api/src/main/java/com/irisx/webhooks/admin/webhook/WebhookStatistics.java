package com.irisx.webhooks.admin.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a webhook's deliveries, counted by projection.
 *
 * @param totalDeliveries all there ever were: the sum of the four kinds below
 * @param failedDeliveries whose attempts are used up, or that became too old
 * @param pendingDeliveries that wait for an attempt
 * @param cancelledDeliveries that their owner took back
 * @param successRate successful of all that succeeded or failed, from 0 to 1; null before the first
 * @param averageDurationMs of all attempts; null before the first
 * @param lastSuccessAt when an attempt last succeeded
 * @param lastFailureAt when an attempt last failed
 */
public record WebhookStatistics(
    long totalDeliveries,
    long successfulDeliveries,
    long failedDeliveries,
    long pendingDeliveries,
    long cancelledDeliveries,
    @Nullable Double successRate,
    @Nullable Double averageDurationMs,
    @Nullable Instant lastSuccessAt,
    @Nullable Instant lastFailureAt) {

  /** Of a webhook that never had a delivery. */
  public static final WebhookStatistics NONE =
      new WebhookStatistics(0, 0, 0, 0, 0, null, null, null, null);
}
