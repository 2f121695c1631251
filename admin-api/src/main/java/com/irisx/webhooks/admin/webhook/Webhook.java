package com.irisx.webhooks.admin.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its tenant sees it. The secret is not part of it: nothing that reads a webhook needs
 * one.
 *
 * @param version one more with every change
 * @param disabledReason why {@code enabled} is false, if the system switched it off
 * @param state how it does, as the scheduler says
 */
public record Webhook(
    UUID id,
    String tenantId,
    long version,
    WebhookSettings settings,
    @Nullable String disabledReason,
    Instant createdAt,
    Instant updatedAt,
    WebhookState state,
    WebhookStatistics statistics) {}
