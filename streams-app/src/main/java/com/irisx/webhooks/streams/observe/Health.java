package com.irisx.webhooks.streams.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the health endpoints say: alive while no part has failed, ready while every part works.
 *
 * <p>Threading: parts are added before the server starts; asked by several threads.
 */
public final class Health {

  /** The state of one part. */
  public enum State {
    /** It works. */
    UP,
    /** It is not ready yet, or for a while not: it restores, reconnects, or stops. */
    OUT_OF_SERVICE,
    /** It has failed and does not come back by itself. */
    DOWN
  }

  private final Map<String, Supplier<State>> parts = new LinkedHashMap<>();

  /** That of a process whose parts are not there yet. */
  public static Health starting() {
    Health health = new Health();
    health.add("start", () -> State.OUT_OF_SERVICE);
    return health;
  }

  /** Adds a part under a name that shows in the answer. */
  public void add(String name, Supplier<State> part) {
    parts.put(name, part);
  }

  /** The state of each part, in the order they were added. */
  Map<String, State> parts() {
    Map<String, State> states = new LinkedHashMap<>();
    parts.forEach((name, part) -> states.put(name, part.get()));
    return states;
  }

  /** Adds the metric {@code webhooks.ready}, 1 or 0 for each part there is now. */
  public void bindTo(MeterRegistry registry) {
    parts.forEach(
        (name, part) ->
            Gauge.builder("webhooks.ready", () -> part.get() == State.UP ? 1 : 0)
                .description("whether the part works")
                .tag("part", name)
                .strongReference(true)
                .register(registry));
  }

  /** Whether every part works. */
  public boolean isReady() {
    return readiness() == State.UP;
  }

  /** Whether a part has failed and does not come back by itself. */
  public boolean isDown() {
    return liveness() == State.DOWN;
  }

  /** {@code DOWN} if a part is down, else {@code UP}. */
  State liveness() {
    return parts().containsValue(State.DOWN) ? State.DOWN : State.UP;
  }

  /** The worst of all parts. */
  State readiness() {
    Map<String, State> states = parts();
    if (states.containsValue(State.DOWN)) {
      return State.DOWN;
    }
    return states.containsValue(State.OUT_OF_SERVICE) ? State.OUT_OF_SERVICE : State.UP;
  }

  @Override
  public String toString() {
    return parts().toString();
  }
}
