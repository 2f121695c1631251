package com.irisx.webhooks.streams.route;

import com.irisx.webhooks.schema.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What ROUTE counts in this process.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class RouteMetrics {

  private final Counter events;
  private final Counter deliveries;
  private final Counter filtered;
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);

  public RouteMetrics(MeterRegistry registry) {
    events =
        Counter.builder("webhooks.route.events")
            .description("events that were understood")
            .register(registry);
    deliveries =
        Counter.builder("webhooks.route.deliveries")
            .description("deliveries made of them, one per matching webhook")
            .register(registry);
    filtered =
        Counter.builder("webhooks.route.filtered")
            .description("deliveries not made, because the event did not pass the webhook's filter")
            .register(registry);
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(
          reason,
          Counter.builder("webhooks.route.rejected")
              .description("records that could not be understood and were set aside")
              .tag("reason", reason.label())
              .register(registry));
    }
  }

  void routed(int made, int filteredOut) {
    events.increment();
    deliveries.increment(made);
    filtered.increment(filteredOut);
  }

  void rejected(RejectionReason reason) {
    Objects.requireNonNull(rejected.get(reason)).increment();
  }
}
