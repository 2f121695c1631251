package com.irisx.webhooks.streams;

import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.streams.config.KafkaStreamsConfigs;
import com.irisx.webhooks.streams.config.StreamsSettings;
import com.irisx.webhooks.streams.observe.ActuatorServer;
import com.irisx.webhooks.streams.observe.Health;
import com.irisx.webhooks.streams.observe.StreamsHealth;
import com.irisx.webhooks.streams.route.RouteTopology;
import com.irisx.webhooks.streams.schedule.ScheduleTopology;
import com.irisx.webhooks.streams.schedule.SchedulerLimits;
import com.irisx.webhooks.streams.subscription.SubscriptionIndex;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ROUTE, SCHEDULE and DISPATCH in one process.
 *
 * <p>Threading: started and closed by one thread.
 */
public final class StreamsApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  /** Closed last first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Health health = new Health();

  private StreamsApp() {}

  /**
   * Sets up the topics and starts every part.
   *
   * @param environment see {@link StreamsSettings}
   * @throws RuntimeException if a setting is wrong, the topics are not as they must be or a port
   *     cannot be had; the message says which. What was started is closed again.
   */
  public static StreamsApp start(Map<String, String> environment) {
    StreamsApp app = new StreamsApp();
    try {
      app.startParts(StreamsSettings.of(environment));
      return app;
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
  }

  private void startParts(StreamsSettings settings) {
    setUpTopics(settings);
    PrometheusMeterRegistry metrics = metrics();
    SubscriptionIndex subscriptions =
        new SubscriptionIndex(SubscriptionIndex.DEFAULT_MAX_CACHED_WEBHOOKS);
    KafkaStreams route =
        streams(
            "route",
            new RouteTopology(
                    settings.topics(),
                    settings.eventTopics(),
                    settings.maxEventBytes(),
                    subscriptions)
                .get(),
            KafkaStreamsConfigs.route(settings),
            metrics);
    KafkaStreams schedule =
        streams(
            "schedule",
            new ScheduleTopology(settings.topics(), SchedulerLimits.DEFAULT).get(),
            KafkaStreamsConfigs.schedule(settings),
            metrics);
    // Returns once the table of webhooks is complete.
    route.start();
    schedule.start();
    parts.push(ActuatorServer.start(settings.address(), settings.port(), health, metrics));
  }

  private static void setUpTopics(StreamsSettings settings) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      new TopicSetup(settings.topics(), settings.partitions(), settings.replicationFactor())
          .ensure(admin);
    }
  }

  private PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    parts.push(metrics::close);
    JvmGcMetrics gc = new JvmGcMetrics();
    parts.push(gc);
    List.of(
            new JvmMemoryMetrics(),
            gc,
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(metrics));
    return metrics;
  }

  private KafkaStreams streams(
      String name, Topology topology, Properties config, PrometheusMeterRegistry metrics) {
    KafkaStreams streams = new KafkaStreams(topology, config);
    streams.setUncaughtExceptionHandler(
        e -> {
          LOG.error("{} failed", name, e);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    KafkaStreamsMetrics bound = new KafkaStreamsMetrics(streams);
    bound.bindTo(metrics);
    parts.push(
        () -> {
          bound.close();
          if (!streams.close(CLOSE_TIMEOUT)) {
            LOG.warn("{} did not stop within {}", name, CLOSE_TIMEOUT);
          }
        });
    health.add(name, () -> StreamsHealth.of(streams));
    return streams;
  }

  /** Whether every part works. */
  public boolean isReady() {
    return health.isReady();
  }

  /** Stops handing out, lets what is in flight end and be reported, then leaves. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("a part did not close", e);
      }
    }
  }
}
