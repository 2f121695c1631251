package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;

/**
 * What the dispatcher counts, beside {@link ConnectionMetrics} and {@link LookUpMetrics}.
 *
 * <p>Threading: safe for use by several threads.
 */
final class DispatchMetrics {

  private static final String ATTEMPTS = "webhooks.dispatch.attempts";

  /** Upper bounds, from what is not noticed to the longest timeout. */
  private static final Duration[] BUCKETS =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer succeeded;
  private final Map<AttemptError, Timer> failed = new EnumMap<>(AttemptError.class);
  private final Counter handedOutAgain;

  DispatchMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.succeeded = attempts("success");
    for (AttemptError error : AttemptError.values()) {
      failed.put(error, attempts(error.label()));
    }
    this.handedOutAgain =
        Counter.builder("webhooks.dispatch.handed.out.again")
            .description("tasks not made because their request is under way or recorded")
            .register(registry);
  }

  private Timer attempts(String result) {
    return Timer.builder(ATTEMPTS)
        .description("attempts by result, from the look-up of the name to the end")
        .tag("result", result)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  void handedOutAgain() {
    handedOutAgain.increment();
  }

  /** The clock of everything in the dispatcher. */
  Clock clock() {
    return registry.config().clock();
  }

  void attempted(AttemptResult result) {
    AttemptError error = result.error();
    Timer timer = error == null ? succeeded : failed.getOrDefault(error, succeeded);
    timer.record(result.durationMs(), TimeUnit.MILLISECONDS);
  }

  void gaugeInFlight(String lane, int slots, IntSupplier inFlight) {
    Gauge.builder("webhooks.dispatch.slots", () -> slots)
        .description("tasks that may be in flight at one time")
        .tag("lane", lane)
        .strongReference(true)
        .register(registry);
    Gauge.builder("webhooks.dispatch.in.flight", inFlight, IntSupplier::getAsInt)
        .description("tasks taken and not finished")
        .tag("lane", lane)
        .strongReference(true)
        .register(registry);
  }

  /** How old tasks are when they are begun, by the time of their records. */
  Timer queueAge(String lane) {
    return Timer.builder("webhooks.dispatch.queue.age")
        .description("from the hand-out of a task, or its due time, to its beginning")
        .tag("lane", lane)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  Counter poison(String lane) {
    return Counter.builder("webhooks.dispatch.poison")
        .description("records on task topics that were no tasks")
        .tag("lane", lane)
        .register(registry);
  }
}
