package com.irisx.webhooks.streams.delivery;

import com.irisx.webhooks.schema.Subscription;
import java.time.Duration;
import java.util.List;

/**
 * What the scheduler needs to know of a webhook.
 *
 * @param version see {@link Subscription#version}
 * @param retrySchedule the delay before the second attempt, before the third, and so on; the last
 *     one repeats
 * @param maxConcurrency tasks handed out at one time
 */
public record WebhookSettings(
    String tenantId,
    long version,
    boolean enabled,
    int rateLimitPerMinute,
    int rateLimitPerHour,
    int maxAttempts,
    List<Duration> retrySchedule,
    Duration timeout,
    int maxConcurrency) {

  public WebhookSettings {
    retrySchedule = List.copyOf(retrySchedule);
    // Whoever set more did so before there was a limit.
    maxConcurrency = Math.min(maxConcurrency, Subscription.MAX_CONCURRENCY);
    if (retrySchedule.isEmpty()) {
      throw new IllegalArgumentException("retry schedule: at least one delay");
    }
  }

  /** The scheduler's part of a subscription. */
  public static WebhookSettings of(Subscription subscription) {
    return new WebhookSettings(
        subscription.tenantId(),
        subscription.version(),
        subscription.enabled(),
        subscription.rateLimitPerMinute(),
        subscription.rateLimitPerHour(),
        subscription.maxAttempts(),
        subscription.retryScheduleSeconds().stream()
            .map(seconds -> Duration.ofSeconds(seconds))
            .toList(),
        Duration.ofMillis(subscription.timeoutMs()),
        subscription.maxConcurrency());
  }

  /** Those of a webhook of which nothing is known, with every default. */
  public static WebhookSettings unknown(String tenantId) {
    return new WebhookSettings(
        tenantId,
        0,
        true,
        Subscription.DEFAULT_RATE_LIMIT_PER_MINUTE,
        Subscription.DEFAULT_RATE_LIMIT_PER_HOUR,
        Subscription.DEFAULT_MAX_ATTEMPTS,
        Subscription.DEFAULT_RETRY_SCHEDULE_SECONDS.stream()
            .map(seconds -> Duration.ofSeconds(seconds))
            .toList(),
        Duration.ofMillis(Subscription.DEFAULT_TIMEOUT_MS),
        Subscription.DEFAULT_MAX_CONCURRENCY);
  }

  /** The delay after attempt number {@code attempt} (from 1) failed. */
  public Duration delayAfter(int attempt) {
    return retrySchedule.get(Math.min(attempt, retrySchedule.size()) - 1);
  }
}
