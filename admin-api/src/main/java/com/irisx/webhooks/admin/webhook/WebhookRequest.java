package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.filter.FilterText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as callers spell it: nothing checked yet. A member that is missing or null takes its
 * default.
 */
record WebhookRequest(
    @Nullable String url,
    @Nullable List<@Nullable String> events,
    @Nullable String description,
    @Nullable Boolean enabled,
    @Nullable Integer rateLimitPerMinute,
    @Nullable Integer rateLimitPerHour,
    @Nullable Integer maxAttempts,
    @Nullable List<@Nullable Integer> retryScheduleSeconds,
    @Nullable Integer timeoutMs,
    @Nullable Integer maxConcurrency,
    @Nullable Map<String, @Nullable String> headers,
    @Nullable FilterText filter,
    @Nullable Map<String, @Nullable String> metadata) {

  /** The request that would ask for these settings. */
  static WebhookRequest of(WebhookSettings settings) {
    return new WebhookRequest(
        settings.url(),
        List.copyOf(settings.events()),
        settings.description(),
        settings.enabled(),
        settings.rateLimitPerMinute(),
        settings.rateLimitPerHour(),
        settings.maxAttempts(),
        List.copyOf(settings.retryScheduleSeconds()),
        settings.timeoutMs(),
        settings.maxConcurrency(),
        Map.copyOf(settings.headers()),
        settings.filter(),
        Map.copyOf(settings.metadata()));
  }
}
