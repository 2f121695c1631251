package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.filter.FilterText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tenant sets, checked by {@link WebhookValidation}. Units are in the names. */
public record WebhookSettings(
    String url,
    List<String> events,
    @Nullable String description,
    boolean enabled,
    int rateLimitPerMinute,
    int rateLimitPerHour,
    int maxAttempts,
    List<Integer> retryScheduleSeconds,
    int timeoutMs,
    int maxConcurrency,
    Map<String, String> headers,
    @Nullable FilterText filter,
    Map<String, String> metadata) {

  public WebhookSettings {
    events = List.copyOf(events);
    retryScheduleSeconds = List.copyOf(retryScheduleSeconds);
    headers = Map.copyOf(headers);
    metadata = Map.copyOf(metadata);
  }
}
