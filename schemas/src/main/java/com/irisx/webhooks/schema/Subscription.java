package com.irisx.webhooks.schema;

import static java.util.Objects.requireNonNull;

import com.irisx.webhooks.filter.FilterText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the data path knows it: the value of the compacted subscriptions topic, captured
 * from the {@code webhooks} table. JSON in snake_case; schema {@code
 * schemas/topics/subscriptions.schema.json}. A tombstone deletes it.
 *
 * @param version the row's version, one more with every change; an older one that reappears must be
 *     ignored
 * @param events event types: exact, {@code call.*} (one level) or {@code *}
 * @param secret the signing secret, as {@link com.irisx.webhooks.secret.SecretCipher} encrypted it
 * @param previousSecret the secret before the last rotation, likewise encrypted
 * @param previousSecretExpiresAt until when the previous secret also signs
 * @param retryScheduleSeconds the delay before the second attempt, before the third, and so on; the
 *     last one repeats
 * @param timeoutMs for one attempt in all
 * @param maxConcurrency requests at one time
 * @param headers sent with every request
 * @param filter which of these events, by their data; null for all
 * @param disabledReason why {@code enabled} is false, if the system switched it off
 */
public record Subscription(
    UUID id,
    String tenantId,
    long version,
    String url,
    List<String> events,
    boolean enabled,
    String secret,
    @Nullable String previousSecret,
    @Nullable Instant previousSecretExpiresAt,
    int rateLimitPerMinute,
    int rateLimitPerHour,
    int maxAttempts,
    List<Integer> retryScheduleSeconds,
    int timeoutMs,
    int maxConcurrency,
    Map<String, String> headers,
    @Nullable FilterText filter,
    @Nullable String disabledReason) {

  public static final int DEFAULT_RATE_LIMIT_PER_MINUTE = 60;
  public static final int DEFAULT_RATE_LIMIT_PER_HOUR = 1000;
  public static final int DEFAULT_MAX_ATTEMPTS = 5;
  public static final List<Integer> DEFAULT_RETRY_SCHEDULE_SECONDS = List.of(1, 2, 4, 8, 16);
  public static final int DEFAULT_TIMEOUT_MS = 10_000;

  /** The longest timeout of an attempt; a shutdown waits so long for what is in flight. */
  public static final int MAX_TIMEOUT_MS = 30_000;

  public static final int DEFAULT_MAX_CONCURRENCY = 10;

  /**
   * Far below the tasks that one dispatcher has in flight, so that a webhook cannot take them all.
   */
  public static final int MAX_CONCURRENCY = 100;

  public static final Json.Format<Subscription> FORMAT = Json.format(Subscription.class);

  public Subscription {
    requireNonNull(id, "id");
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(url, "url");
    requireNonNull(secret, "secret");
    events = List.copyOf(requireNonNull(events, "events"));
    retryScheduleSeconds =
        List.copyOf(requireNonNull(retryScheduleSeconds, "retry_schedule_seconds"));
    headers = Map.copyOf(requireNonNull(headers, "headers"));
    // What the API never lets in may still be on a topic, and must not stop who reads it.
    requireAtLeast("version", version, 0);
    requireAtLeast("rate_limit_per_minute", rateLimitPerMinute, 1);
    requireAtLeast("rate_limit_per_hour", rateLimitPerHour, 1);
    requireAtLeast("max_attempts", maxAttempts, 1);
    requireAtLeast("timeout_ms", timeoutMs, 1);
    requireAtLeast("max_concurrency", maxConcurrency, 1);
    requireAtLeast("retry_schedule_seconds, entries", retryScheduleSeconds.size(), 1);
    retryScheduleSeconds.forEach(delay -> requireAtLeast("retry_schedule_seconds", delay, 0));
  }

  private static void requireAtLeast(String member, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(member + ": at least " + least + ", is " + value);
    }
  }

  @Override
  public String toString() {
    return "Subscription[id=" + id + ", version=" + version + ", enabled=" + enabled + "]";
  }
}
