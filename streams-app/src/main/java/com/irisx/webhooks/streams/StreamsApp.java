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
 * with clients and threads of its own.
 *
 * <p>When the machine's clock was set back the process ends, as by a kill, for whoever runs it to
 * start it again: Kafka's clients wait by that clock, and would send no heartbeat, take no record
 * and not even close until it is where it was.
 *
 * <p>Threading: started and closed by one thread; one of its own watches.
 */
public final class StreamsApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);

  /** Try again: {@code EX_TEMPFAIL} of sysexits.h. */
  static final int ENDED_TO_BE_STARTED_AGAIN = 75;

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
    app.clock.takeOver(app.settings.stateDirectory());
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
      if (clock.takeSetBack()) {
        clock.handOver(settings.stateDirectory());
        end("the machine's clock was set back");
      }
      if (health.isDown()) {
        LOG.error("everything is begun anew: a part has failed for good: {}", health);
        beginAnew();
      }
    }
  }

  private static void end(String reason) {
    LOG.error("the process ends, to be started again: {}", reason);
    System.err.println("streams-app ends, to be started again: " + reason);
    Runtime.getRuntime().halt(ENDED_TO_BE_STARTED_AGAIN);
  }

  private void beginAnew() {
    health = Health.starting();
    RunningParts failed = parts;
    closeParts();
    if (failed != null && !failed.allEnded()) {
      end("what has failed does not end");
    }
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
