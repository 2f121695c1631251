package com.irisx.webhooks.schema;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler knows of a webhook that its configuration does not say: the value of the
 * compacted webhook-status topic, one record per change. JSON in snake_case; schema {@code
 * schemas/topics/webhook-status.schema.json}. A tombstone says that the webhook was deleted.
 *
 * @param version of the configuration this was decided on, see {@link Subscription#version}
 * @param breaker whether requests are made
 * @param breakerOpenUntil when an open breaker lets a request through again
 * @param failingSince when the first of the failed attempts since the last success ended; null if
 *     the last one succeeded
 * @param paused whether a person asked to make no requests for now
 * @param disabledReason set if the scheduler wants the webhook switched off; it makes no request
 *     any more until it sees a newer version
 * @param changedAt when this was decided
 */
public record WebhookStatus(
    UUID webhookId,
    String tenantId,
    long version,
    BreakerState breaker,
    @Nullable Instant breakerOpenUntil,
    @Nullable Instant failingSince,
    boolean paused,
    @Nullable DisabledReason disabledReason,
    Instant changedAt) {

  public static final Json.Format<WebhookStatus> FORMAT = Json.format(WebhookStatus.class);

  public WebhookStatus {
    requireNonNull(webhookId, "webhook_id");
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(breaker, "breaker");
    requireNonNull(changedAt, "changed_at");
  }
}
