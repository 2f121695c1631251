package com.irisx.webhooks.streams.dispatch;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Look-ups of endpoints' names. An address in a URL is no look-up.
 *
 * <p>Threading: safe for use by several threads.
 */
final class LookUpMetrics {

  private final Clock clock;
  private final Timer ok;
  private final Timer failed;
  private final Timer refused;
  private final Counter remembered;

  LookUpMetrics(MeterRegistry registry) {
    this.clock = registry.config().clock();
    this.ok = lookUps("ok", registry);
    this.failed = lookUps("failed", registry);
    this.refused = lookUps("refused", registry);
    this.remembered =
        Counter.builder("webhooks.dns.cache.hits")
            .description("requests whose name was known, or being looked up for another")
            .register(registry);
  }

  private static Timer lookUps(String result, MeterRegistry registry) {
    return Timer.builder("webhooks.dns.lookups")
        .description("look-ups of names; refused: no address that may be called")
        .tag("result", result)
        .register(registry);
  }

  void remembered() {
    remembered.increment();
  }

  /** On the clock of {@link #lookedUp}. */
  long now() {
    return clock.monotonicTime();
  }

  void lookedUp(long since, Resolution resolution) {
    timer(resolution).record(now() - since, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Resolution resolution) {
    if (resolution instanceof Resolution.Allowed) {
      return ok;
    }
    return resolution instanceof Resolution.Failed ? failed : refused;
  }
}
