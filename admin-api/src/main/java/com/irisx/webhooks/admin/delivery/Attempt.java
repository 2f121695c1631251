package com.irisx.webhooks.admin.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and what came of it.
 *
 * @param requestHeaders without signatures and the values of the tenant's own; see {@link
 *     RequestHeaders}
 * @param responseBody the first 16 KiB of the answer as text
 */
record Attempt(
    @JsonIgnore UUID deliveryId,
    int run,
    int attempt,
    Instant attemptedAt,
    Map<String, String> requestHeaders,
    @Nullable Integer responseStatus,
    @Nullable Long durationMs,
    @Nullable String error,
    @Nullable String errorDetail,
    @Nullable String responseBody) {}
