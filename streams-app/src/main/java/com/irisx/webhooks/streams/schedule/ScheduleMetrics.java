package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.BreakerState;
import com.irisx.webhooks.schema.DeliveryStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What SCHEDULE counts, over all partitions of this process.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class ScheduleMetrics {

  private final MeterRegistry registry;
  final AtomicLong waitingForTime;
  final AtomicLong waitingInLine;
  final AtomicLong inFlight;
  final AtomicLong paused;
  final AtomicLong disabled;
  final Map<BreakerState, AtomicLong> breakers = new EnumMap<>(BreakerState.class);
  final AtomicLong known;
  final Map<DeliveryStatus, Counter> outcomes = new EnumMap<>(DeliveryStatus.class);
  final Counter deadLetters;
  final Counter setAside;
  final Counter handedOut;
  final Counter duplicates;
  final Counter forgottenResults;
  final Counter lostHandOvers;
  final Timer lateness;
  final Timer punctuation;

  public ScheduleMetrics(MeterRegistry registry) {
    this.registry = registry;
    String waiting = "webhooks.schedule.waiting";
    String waitingMeans = "deliveries that wait: for their due time, or in their webhook's line";
    waitingForTime = gauge(registry, waiting, "for", "time", waitingMeans);
    waitingInLine = gauge(registry, waiting, "for", "line", waitingMeans);
    inFlight =
        gauge(registry, "webhooks.schedule.in.flight", "", "", "tasks handed out, no result yet");
    String webhooks = "webhooks.schedule.webhooks";
    String webhooksMeans = "webhooks that get no requests, or only probes";
    paused = gauge(registry, webhooks, "state", "paused", webhooksMeans);
    disabled = gauge(registry, webhooks, "state", "disabled_by_us", webhooksMeans);
    for (BreakerState state : new BreakerState[] {BreakerState.OPEN, BreakerState.HALF_OPEN}) {
      breakers.put(
          state, gauge(registry, webhooks, "state", "breaker_" + state.label(), webhooksMeans));
    }
    known = gauge(registry, "webhooks.schedule.webhooks.known", "", "", "webhooks there are");
    for (DeliveryStatus status : DeliveryStatus.values()) {
      outcomes.put(
          status,
          Counter.builder("webhooks.schedule.outcomes")
              .description("records on the outcomes topic")
              .tag("status", status.label())
              .register(registry));
    }
    deadLetters = counter(registry, "dead.letters", "deliveries that became dead letters");
    setAside = counter(registry, "poison", "unreadable records on our own topics");
    handedOut = counter(registry, "handed.out", "tasks handed to the dispatcher");
    duplicates = counter(registry, "duplicates", "deliveries dropped as seen before");
    forgottenResults =
        counter(registry, "forgotten.results", "results of tasks that were not in flight");
    lostHandOvers = counter(registry, "lost.hand.overs", "tasks whose result never came");
    lateness =
        Timer.builder("webhooks.schedule.lateness")
            .description("how late retries were released, against their due time")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    punctuation =
        Timer.builder("webhooks.schedule.punctuation")
            .description("time spent on what fell due, per punctuation that found something")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  Timer.Sample begin() {
    return Timer.start(registry);
  }

  void late(long millis) {
    lateness.record(Duration.ofMillis(Math.max(0, millis)));
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("webhooks.schedule." + name).description(description).register(registry);
  }

  private static AtomicLong gauge(
      MeterRegistry registry, String name, String tag, String value, String description) {
    AtomicLong number = new AtomicLong();
    Gauge.Builder<AtomicLong> gauge =
        Gauge.builder(name, number, AtomicLong::get).description(description);
    if (!tag.isEmpty()) {
      gauge.tag(tag, value);
    }
    gauge.register(registry);
    return number;
  }
}
