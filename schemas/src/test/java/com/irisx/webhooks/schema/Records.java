package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.filter.FilterText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One of each of our records, and one with all that may be missing missing. */
public final class Records {

  public static final UUID WEBHOOK_ID = UUID.fromString("3f6c1a52-7d84-4e0b-9c15-a2b8d6e4f901");
  public static final UUID DELIVERY_ID = UUID.fromString("2ec1b899-b5a3-5525-9620-6c2179652419");
  public static final String EVENT_ID = "evt_01k8r2m4c004h7v9xq3z5t6w8y";

  public static final Delivery DELIVERY =
      new Delivery(
          DELIVERY_ID,
          WEBHOOK_ID,
          "tenant_acme",
          EVENT_ID,
          "call.completed",
          "2025-10-29T12:03:31Z",
          1_761_739_411_042L,
          1);

  public static final AttemptResult SUCCEEDED =
      new AttemptResult(1, 1_761_739_411_050L, 184, 204, null, null, null, null);

  public static final AttemptResult REFUSED =
      new AttemptResult(
          2,
          1_761_739_411_050L,
          184,
          503,
          AttemptError.HTTP_STATUS,
          "the endpoint answered 503",
          2000L,
          "später".getBytes(UTF_8));

  public static final DeliveryOutcome RETRYING =
      new DeliveryOutcome(
          DELIVERY_ID,
          EVENT_ID,
          "call.completed",
          "tenant_acme",
          WEBHOOK_ID,
          DeliveryStatus.RETRYING,
          false,
          0,
          2,
          5,
          503,
          184L,
          AttemptError.HTTP_STATUS,
          "the endpoint answered 503",
          "später \"gleich\"",
          Instant.parse("2025-10-29T12:03:34.185Z"),
          null,
          BreakerState.CLOSED,
          "2025-10-29T12:03:31Z",
          Instant.parse("2025-10-29T12:03:31.042Z"),
          Instant.parse("2025-10-29T12:03:32Z"),
          Instant.parse("2025-10-29T12:03:32.185Z"));

  public static final DeliveryOutcome PENDING =
      new DeliveryOutcome(
          DELIVERY_ID,
          EVENT_ID,
          "call.completed",
          "tenant_acme",
          WEBHOOK_ID,
          DeliveryStatus.PENDING,
          false,
          0,
          0,
          5,
          null,
          null,
          null,
          null,
          null,
          Instant.parse("2025-10-29T12:04:00Z"),
          WaitReason.RATE_LIMIT,
          null,
          "2025-10-29T12:03:31Z",
          Instant.parse("2025-10-29T12:03:31.042Z"),
          null,
          Instant.parse("2025-10-29T12:03:31.050Z"));

  public static final DeliveryOutcome DELIVERED =
      new DeliveryOutcome(
          DELIVERY_ID,
          EVENT_ID,
          "call.completed",
          "tenant_acme",
          WEBHOOK_ID,
          DeliveryStatus.DELIVERED,
          true,
          0,
          1,
          5,
          204,
          96L,
          null,
          null,
          null,
          null,
          null,
          BreakerState.CLOSED,
          "2025-10-29T12:03:31Z",
          Instant.parse("2025-10-29T12:03:31.042Z"),
          Instant.parse("2025-10-29T12:03:31.050Z"),
          Instant.parse("2025-10-29T12:03:31.146Z"));

  public static final WebhookStatus TROUBLED =
      new WebhookStatus(
          WEBHOOK_ID,
          "tenant_acme",
          7,
          BreakerState.OPEN,
          Instant.parse("2025-10-29T12:05:00Z"),
          Instant.parse("2025-10-29T12:03:32.184Z"),
          true,
          DisabledReason.FAILING_TOO_LONG,
          Instant.parse("2025-10-29T12:04:00Z"));

  public static final WebhookStatus WELL =
      new WebhookStatus(
          WEBHOOK_ID,
          "tenant_acme",
          7,
          BreakerState.CLOSED,
          null,
          null,
          false,
          null,
          Instant.parse("2025-10-29T12:06:00Z"));

  public static final Subscription ROTATING =
      new Subscription(
          WEBHOOK_ID,
          "tenant_acme",
          7,
          "https://hooks.acme.example/irisx?source=calls",
          List.of("call.*", "call.recording.*", "sms.received"),
          false,
          "AQ3xk9Zt0b2c",
          "AQ3xk9bY7f0=",
          Instant.parse("2025-10-30T12:00:00Z"),
          120,
          5000,
          7,
          List.of(1, 60, 3600),
          15_000,
          20,
          Map.of("X-Environment", "production", "Authorization", "Bearer t", "X-Team", "vöice"),
          new FilterText(
              "{\"from\":[{\"prefix\":\"+1\"}],\"price\":{\"amount\":[{\"numeric\":[\">=\",0.50]}]}}"),
          "endpoint_gone");

  public static final Subscription PLAIN =
      new Subscription(
          WEBHOOK_ID,
          "tenant_acme",
          1,
          "https://hooks.acme.example/",
          List.of("*"),
          true,
          "AQ3xk9Zt0b2c",
          null,
          null,
          Subscription.DEFAULT_RATE_LIMIT_PER_MINUTE,
          Subscription.DEFAULT_RATE_LIMIT_PER_HOUR,
          Subscription.DEFAULT_MAX_ATTEMPTS,
          Subscription.DEFAULT_RETRY_SCHEDULE_SECONDS,
          Subscription.DEFAULT_TIMEOUT_MS,
          Subscription.DEFAULT_MAX_CONCURRENCY,
          Map.of(),
          null,
          null);

  private Records() {}
}
