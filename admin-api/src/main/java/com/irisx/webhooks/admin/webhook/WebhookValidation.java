package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.address.UnacceptableUrlException;
import com.irisx.webhooks.address.UrlRules;
import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.eventtype.EventTypes;
import com.irisx.webhooks.admin.problem.FieldErrors;
import com.irisx.webhooks.schema.Subscription;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From what a caller asks for to settings that hold, or to everything that is wrong with it. */
@Component
class WebhookValidation {

  static final int MAX_EVENTS = 100;
  static final int MAX_DESCRIPTION_CHARACTERS = 1000;
  static final int MAX_RATE_PER_MINUTE = 1_000_000;
  static final int MAX_RATE_PER_HOUR = 60_000_000;
  static final int MAX_ATTEMPTS = 100;
  static final int MAX_SCHEDULE_STEPS = 100;
  static final int MAX_STEP_SECONDS = 7 * 24 * 60 * 60;
  static final int MIN_TIMEOUT_MS = 100;
  static final int MAX_TIMEOUT_MS = Subscription.MAX_TIMEOUT_MS;
  static final int MAX_CONCURRENCY = Subscription.MAX_CONCURRENCY;

  private final UrlRules urls;
  private final HeaderRules headers;
  private final EventTypes eventTypes;

  WebhookValidation(AdminSettings settings, EventTypes eventTypes) {
    this.urls = settings.urlRules();
    this.headers = settings.headerRules();
    this.eventTypes = eventTypes;
  }

  /**
   * The settings that {@code request} asks for.
   *
   * @throws com.irisx.webhooks.admin.problem.ProblemException with status 400 that names every
   *     member at fault
   */
  WebhookSettings settings(WebhookRequest request) {
    FieldErrors errors = new FieldErrors();
    WebhookSettings settings =
        new WebhookSettings(
            url(errors, request.url()),
            events(errors, request.events()),
            description(errors, request.description()),
            request.enabled() == null || request.enabled(),
            within(
                errors,
                "rate_limit_per_minute",
                request.rateLimitPerMinute(),
                Subscription.DEFAULT_RATE_LIMIT_PER_MINUTE,
                1,
                MAX_RATE_PER_MINUTE),
            within(
                errors,
                "rate_limit_per_hour",
                request.rateLimitPerHour(),
                Subscription.DEFAULT_RATE_LIMIT_PER_HOUR,
                1,
                MAX_RATE_PER_HOUR),
            within(
                errors,
                "max_attempts",
                request.maxAttempts(),
                Subscription.DEFAULT_MAX_ATTEMPTS,
                1,
                MAX_ATTEMPTS),
            schedule(errors, request.retryScheduleSeconds()),
            within(
                errors,
                "timeout_ms",
                request.timeoutMs(),
                Subscription.DEFAULT_TIMEOUT_MS,
                MIN_TIMEOUT_MS,
                MAX_TIMEOUT_MS),
            within(
                errors,
                "max_concurrency",
                request.maxConcurrency(),
                Subscription.DEFAULT_MAX_CONCURRENCY,
                1,
                MAX_CONCURRENCY),
            CustomHeaders.checked(errors, headers, orEmpty(request.headers())),
            ContentFilter.checked(errors, request.filter()),
            Metadata.checked(errors, orEmpty(request.metadata())));
    errors.throwIfAny();
    return settings;
  }

  private String url(FieldErrors errors, @Nullable String url) {
    if (url == null) {
      errors.reject("url", "is required");
      return "";
    }
    try {
      urls.check(url);
    } catch (UnacceptableUrlException e) {
      errors.reject("url", String.valueOf(e.getMessage()));
    }
    return url;
  }

  private List<String> events(FieldErrors errors, @Nullable List<@Nullable String> events) {
    if (events == null || events.isEmpty()) {
      errors.reject("events", "must name at least one event type");
      return List.of();
    }
    if (events.size() > MAX_EVENTS) {
      errors.reject("events", "has more than " + MAX_EVENTS + " entries");
      return List.of();
    }
    List<String> patterns = events.stream().map(event -> event == null ? "" : event).toList();
    eventTypes.check(errors, "events", patterns);
    return List.copyOf(new LinkedHashSet<>(patterns));
  }

  private static @Nullable String description(FieldErrors errors, @Nullable String description) {
    if (description != null) {
      errors.check(
          description.length() <= MAX_DESCRIPTION_CHARACTERS,
          "description",
          "has more than " + MAX_DESCRIPTION_CHARACTERS + " characters");
      errors.check(
          Text.isStorable(description), "description", "holds characters that are no text");
    }
    return description;
  }

  private static List<Integer> schedule(
      FieldErrors errors, @Nullable List<@Nullable Integer> steps) {
    if (steps == null) {
      return Subscription.DEFAULT_RETRY_SCHEDULE_SECONDS;
    }
    String field = "retry_schedule_seconds";
    errors.check(
        !steps.isEmpty() && steps.size() <= MAX_SCHEDULE_STEPS,
        field,
        "must have 1 to " + MAX_SCHEDULE_STEPS + " entries");
    for (int i = 0; i < steps.size(); i++) {
      Integer step = steps.get(i);
      errors.check(
          step != null && step >= 1 && step <= MAX_STEP_SECONDS,
          field + "[" + i + "]",
          "must be from 1 to " + MAX_STEP_SECONDS);
    }
    return steps.stream().filter(Objects::nonNull).map(Integer.class::cast).toList();
  }

  private static int within(
      FieldErrors errors, String field, @Nullable Integer value, int otherwise, int min, int max) {
    int number = value == null ? otherwise : value;
    errors.check(number >= min && number <= max, field, "must be from " + min + " to " + max);
    return number;
  }

  private static Map<String, @Nullable String> orEmpty(
      @Nullable Map<String, @Nullable String> map) {
    return map == null ? Map.of() : map;
  }
}
