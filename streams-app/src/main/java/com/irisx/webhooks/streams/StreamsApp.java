package com.irisx.webhooks.streams;

import com.irisx.webhooks.streams.config.StreamsSettings;
import com.irisx.webhooks.streams.observe.ActuatorServer;
import com.irisx.webhooks.streams.observe.Health;
import com.irisx.webhooks.streams.subscription.SubscriptionIndex;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ROUTE, SCHEDULE and DISPATCH in one process. What has failed for good is begun anew within it,
 * with clients and threads of its own; so is everything when the machine's clock was set back,
 * because Kafka's clients would send no heartbeats until it is where it was.
 *
 * <p>Threading: started and closed by one thread; one of its own watches.
 */
public final class StreamsApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);

  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private static final Duration WATCH_ENDS_WITHIN = Duration.ofSeconds(60);

  private final StreamsSettings settings;
  private final SteadyClock clock = SteadyClock.ofThisMachine();
  private final SubscriptionIndex subscriptions =
      new SubscriptionIndex(SubscriptionIndex.DEFAULT_MAX_CACHED_WEBHOOKS);
  private final ActuatorServer actuator;
  private final AtomicInteger restarts = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watch = new Thread(this::watch, "watch");

  private volatile Health health = Health.starting();
  private volatile PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private @Nullable RunningParts parts;

  private StreamsApp(StreamsSettings settings) {
    this.settings = settings;
    this.actuator =
        ActuatorServer.start(settings.address(), settings.port(), () -> health, () -> metrics);
  }

  /**
   * Sets up the topics and starts every part.
   *
   * @param environment see {@link StreamsSettings}
   * @throws RuntimeException if a setting is wrong, the topics are not as they must be or a port
   *     cannot be had; the message says which. What was started is closed again.
   */
  public static StreamsApp start(Map<String, String> environment) {
    StreamsApp app = new StreamsApp(StreamsSettings.of(environment));
    try {
      app.startParts();
      app.watch.start();
      return app;
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
  }

  private void startParts() {
    RunningParts started = RunningParts.start(settings, subscriptions, clock);
    FunctionCounter.builder("webhooks.streams.restarts", restarts, AtomicInteger::get)
        .description("how often all parts were begun anew within the process")
        .register(started.metrics());
    parts = started;
    metrics = started.metrics();
    health = started.health();
  }

  private void closeParts() {
    RunningParts running = parts;
    parts = null;
    if (running != null) {
      running.close();
    }
  }

  private void watch() {
    while (!isClosing(WATCH)) {
      String reason = reasonToBeginAnew();
      if (reason != null) {
        LOG.error("everything is begun anew: {}", reason);
        beginAnew();
      }
    }
  }

  private @Nullable String reasonToBeginAnew() {
    if (clock.takeSetBack()) {
      return "the machine's clock was set back";
    }
    return health.isDown() ? "a part has failed for good: " + health : null;
  }

  private void beginAnew() {
    health = Health.starting();
    closeParts();
    clock.beginAnew();
    restarts.incrementAndGet();
    while (parts == null) {
      try {
        startParts();
      } catch (RuntimeException e) {
        LOG.error("not started, the next time again", e);
        if (isClosing(TRY_AGAIN)) {
          return;
        }
      }
    }
  }

  private boolean isClosing(Duration within) {
    try {
      return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whether every part works. */
  public boolean isReady() {
    return health.isReady();
  }

  /** The port of health and metrics. */
  public int port() {
    return actuator.port();
  }

  /** Whether this process knows a webhook already. */
  public boolean knows(String tenantId, UUID webhookId) {
    return subscriptions.find(tenantId, webhookId) != null;
  }

  /** Stops handing out, lets what is in flight end and be reported, then leaves. */
  @Override
  public void close() {
    closing.countDown();
    try {
      watch.join(WATCH_ENDS_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closes without waiting
    }
    closeParts();
    actuator.close();
  }
}
