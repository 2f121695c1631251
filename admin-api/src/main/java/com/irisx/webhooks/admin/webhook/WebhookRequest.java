package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.schema.Subscription;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as callers spell it: nothing checked yet. A member that is missing or null takes its
 * default.
 */
record WebhookRequest(
    @Schema(description = "Needed to create: https, with a host in public address space.")
        @Nullable String url,
    @ArraySchema(
            minItems = 1,
            maxItems = WebhookValidation.MAX_EVENTS,
            arraySchema =
                @Schema(
                    description =
                        "Needed to create: event types, one level of them (`call.*`) or `*`."))
        @Nullable List<@Nullable String> events,
    @Schema(maxLength = WebhookValidation.MAX_DESCRIPTION_CHARACTERS) @Nullable String description,
    @Schema(defaultValue = "true", description = "Whether events are delivered to it.")
        @Nullable Boolean enabled,
    @Schema(
            minimum = "1",
            maximum = "" + WebhookValidation.MAX_RATE_PER_MINUTE,
            defaultValue = "" + Subscription.DEFAULT_RATE_LIMIT_PER_MINUTE,
            description = "Attempts in any 60 s.")
        @Nullable Integer rateLimitPerMinute,
    @Schema(
            minimum = "1",
            maximum = "" + WebhookValidation.MAX_RATE_PER_HOUR,
            defaultValue = "" + Subscription.DEFAULT_RATE_LIMIT_PER_HOUR,
            description = "Attempts in any 3,600 s.")
        @Nullable Integer rateLimitPerHour,
    @Schema(
            minimum = "1",
            maximum = "" + WebhookValidation.MAX_ATTEMPTS,
            defaultValue = "" + Subscription.DEFAULT_MAX_ATTEMPTS,
            description = "The first one included.")
        @Nullable Integer maxAttempts,
    @ArraySchema(
            minItems = 1,
            maxItems = WebhookValidation.MAX_SCHEDULE_STEPS,
            schema =
                @Schema(
                    implementation = Integer.class,
                    minimum = "1",
                    maximum = "" + WebhookValidation.MAX_STEP_SECONDS),
            arraySchema =
                @Schema(
                    defaultValue = "[1,2,4,8,16]",
                    description =
                        "Seconds from a failed attempt to the next one; the last one repeats."))
        @Nullable List<@Nullable Integer> retryScheduleSeconds,
    @Schema(
            minimum = "" + WebhookValidation.MIN_TIMEOUT_MS,
            maximum = "" + WebhookValidation.MAX_TIMEOUT_MS,
            defaultValue = "" + Subscription.DEFAULT_TIMEOUT_MS,
            description =
                "Milliseconds from the look-up of the name to the last byte of the answer.")
        @Nullable Integer timeoutMs,
    @Schema(
            minimum = "1",
            maximum = "" + WebhookValidation.MAX_CONCURRENCY,
            defaultValue = "" + Subscription.DEFAULT_MAX_CONCURRENCY,
            description = "Requests at one time.")
        @Nullable Integer maxConcurrency,
    @Schema(description = CustomHeaders.DESCRIPTION)
        @Nullable Map<String, @Nullable String> headers,
    @Nullable FilterText filter,
    @Schema(description = Metadata.DESCRIPTION) @Nullable Map<String, @Nullable String> metadata) {

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
