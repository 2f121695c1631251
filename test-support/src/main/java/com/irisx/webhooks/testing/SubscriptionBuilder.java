package com.irisx.webhooks.testing;

import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.secret.SecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A webhook's configuration with the product's defaults, changed by what a test cares about. */
public final class SubscriptionBuilder {

  private UUID id = UUID.randomUUID();
  private String tenantId = "acme";
  private long version = 1;
  private String url = "https://receiver.example/hook";
  private List<String> events = List.of("*");
  private boolean enabled = true;
  private String secret = TestWebhooks.SECRET;
  private @Nullable String previousSecret;
  private @Nullable Instant previousSecretExpiresAt;
  private int rateLimitPerMinute = Subscription.DEFAULT_RATE_LIMIT_PER_MINUTE;
  private int rateLimitPerHour = Subscription.DEFAULT_RATE_LIMIT_PER_HOUR;
  private int maxAttempts = Subscription.DEFAULT_MAX_ATTEMPTS;
  private List<Integer> retryScheduleSeconds = Subscription.DEFAULT_RETRY_SCHEDULE_SECONDS;
  private int timeoutMs = Subscription.DEFAULT_TIMEOUT_MS;
  private int maxConcurrency = Subscription.DEFAULT_MAX_CONCURRENCY;
  private Map<String, String> headers = Map.of();
  private @Nullable FilterText filter;
  private @Nullable String disabledReason;

  SubscriptionBuilder() {}

  public SubscriptionBuilder id(UUID id) {
    this.id = id;
    return this;
  }

  public SubscriptionBuilder tenantId(String tenantId) {
    this.tenantId = tenantId;
    return this;
  }

  public SubscriptionBuilder version(long version) {
    this.version = version;
    return this;
  }

  public SubscriptionBuilder url(String url) {
    this.url = url;
    return this;
  }

  public SubscriptionBuilder events(String... events) {
    this.events = List.of(events);
    return this;
  }

  public SubscriptionBuilder disabled(@Nullable String reason) {
    this.enabled = false;
    this.disabledReason = reason;
    return this;
  }

  /** The secret as the API returned it; it is encrypted when the subscription is built. */
  public SubscriptionBuilder secret(String plaintext) {
    this.secret = plaintext;
    return this;
  }

  /** The secret before the last rotation, as the API returned it. */
  public SubscriptionBuilder previousSecret(String plaintext, Instant expiresAt) {
    this.previousSecret = plaintext;
    this.previousSecretExpiresAt = expiresAt;
    return this;
  }

  public SubscriptionBuilder rateLimits(int perMinute, int perHour) {
    this.rateLimitPerMinute = perMinute;
    this.rateLimitPerHour = perHour;
    return this;
  }

  public SubscriptionBuilder maxAttempts(int maxAttempts) {
    this.maxAttempts = maxAttempts;
    return this;
  }

  public SubscriptionBuilder retrySchedule(Integer... seconds) {
    this.retryScheduleSeconds = List.of(seconds);
    return this;
  }

  public SubscriptionBuilder timeout(Duration timeout) {
    this.timeoutMs = Math.toIntExact(timeout.toMillis());
    return this;
  }

  public SubscriptionBuilder maxConcurrency(int maxConcurrency) {
    this.maxConcurrency = maxConcurrency;
    return this;
  }

  public SubscriptionBuilder headers(Map<String, String> headers) {
    this.headers = headers;
    return this;
  }

  /** The filter as JSON without insignificant space; it need not be a valid one. */
  public SubscriptionBuilder filter(String json) {
    this.filter = new FilterText(json);
    return this;
  }

  /** The subscription, its secrets encrypted with {@link TestWebhooks#CIPHER}. */
  public Subscription build() {
    return build(TestWebhooks.CIPHER);
  }

  /** The subscription, its secrets encrypted with {@code cipher}. */
  public Subscription build(SecretCipher cipher) {
    return new Subscription(
        id,
        tenantId,
        version,
        url,
        events,
        enabled,
        cipher.encrypt(id, secret),
        previousSecret == null ? null : cipher.encrypt(id, previousSecret),
        previousSecretExpiresAt,
        rateLimitPerMinute,
        rateLimitPerHour,
        maxAttempts,
        retryScheduleSeconds,
        timeoutMs,
        maxConcurrency,
        headers,
        filter,
        disabledReason);
  }
}
