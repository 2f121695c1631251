package com.irisx.webhooks.streams;

import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.streams.config.PartSettings;
import com.irisx.webhooks.streams.config.StreamsSettings;
import com.irisx.webhooks.streams.dispatch.DispatchSettings;
import com.irisx.webhooks.streams.dispatch.Dispatcher;
import com.irisx.webhooks.streams.observe.ActuatorServer;
import com.irisx.webhooks.streams.observe.Health;
import com.irisx.webhooks.streams.observe.StreamsHealth;
import com.irisx.webhooks.streams.route.RouteTopology;
import com.irisx.webhooks.streams.schedule.ScheduleMetrics;
import com.irisx.webhooks.streams.schedule.ScheduleTopology;
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
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
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

  /**
   * Kafka Streams' own default is to stay a member until the session times out: nobody would serve
   * the partitions meanwhile.
   */
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

  /** Closed last first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Health health = new Health();
  private final SubscriptionIndex subscriptions =
      new SubscriptionIndex(SubscriptionIndex.DEFAULT_MAX_CACHED_WEBHOOKS);
  private int port;

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
    // Started in the order of what each needs and closed in the reverse one: nothing more is handed
    // out, then what is in flight ends, then the table of webhooks goes.
    streams(
        "route",
        new RouteTopology(
                settings.topics(), settings.eventTopics(), settings.maxEventBytes(), subscriptions)
            .get(),
        PartSettings.route(settings),
        metrics);
    startDispatcher(settings, metrics);
    streams(
        "schedule",
        new ScheduleTopology(settings.topics(), settings.limits(), new ScheduleMetrics(metrics))
            .get(),
        PartSettings.schedule(settings),
        metrics);
    ActuatorServer actuator =
        ActuatorServer.start(settings.address(), settings.port(), health, metrics);
    parts.push(actuator);
    port = actuator.port();
  }

  private void startDispatcher(StreamsSettings settings, PrometheusMeterRegistry metrics) {
    DispatchTrouble setAside = DispatchTrouble.reportingTo(settings);
    parts.push(setAside);
    DispatchSettings dispatch = PartSettings.dispatch(settings);
    Dispatcher dispatcher =
        Dispatcher.start(
            dispatch,
            subscriptions,
            settings.cipher(),
            settings.addresses(),
            settings.topics(),
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()),
            metrics,
            setAside);
    parts.push(() -> dispatcher.close(dispatch.drainLimit()));
    health.add(
        "dispatch",
        () -> {
          if (!dispatcher.failures().isEmpty()) {
            return Health.State.DOWN;
          }
          return dispatcher.ready() ? Health.State.UP : Health.State.OUT_OF_SERVICE;
        });
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

  /** Returns once the global table, if there is one, is complete. */
  private void streams(
      String name, Topology topology, Properties config, PrometheusMeterRegistry metrics) {
    KafkaStreams streams = new KafkaStreams(topology, config);
    ThreadFailures failures = ThreadFailures.of(name, metrics);
    streams.setUncaughtExceptionHandler(failures);
    KafkaStreamsMetrics bound = new KafkaStreamsMetrics(streams);
    bound.bindTo(metrics);
    parts.push(
        () -> {
          bound.close();
          if (!streams.close(LEAVING.withTimeout(CLOSE_TIMEOUT))) {
            LOG.warn("{} did not stop within {}", name, CLOSE_TIMEOUT);
          }
        });
    health.add(name, () -> failures.tooMany() ? Health.State.DOWN : StreamsHealth.of(streams));
    streams.start();
  }

  /** Whether every part works. */
  public boolean isReady() {
    return health.isReady();
  }

  /** The port of health and metrics. */
  public int port() {
    return port;
  }

  /** Whether this process knows a webhook already. */
  public boolean knows(String tenantId, UUID webhookId) {
    return subscriptions.find(tenantId, webhookId) != null;
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
