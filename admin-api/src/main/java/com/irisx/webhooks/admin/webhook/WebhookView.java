package com.irisx.webhooks.admin.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook in an answer.
 *
 * @param health see {@link Health}
 * @param secret the signing secret, in the answer that creates it; else there is no such member
 */
record WebhookView(
    UUID id,
    @JsonUnwrapped WebhookSettings settings,
    Health health,
    @Nullable String disabledReason,
    @JsonUnwrapped WebhookState state,
    @JsonUnwrapped WebhookStatistics statistics,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,
    Instant createdAt,
    Instant updatedAt) {

  static WebhookView of(Webhook webhook) {
    return of(webhook, null);
  }

  static WebhookView of(Webhook webhook, @Nullable String secret) {
    return new WebhookView(
        webhook.id(),
        webhook.settings(),
        Health.of(webhook),
        webhook.disabledReason(),
        webhook.state(),
        webhook.statistics(),
        secret,
        webhook.createdAt(),
        webhook.updatedAt());
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "WebhookView[id=" + id + "]";
  }
}
