package com.irisx.webhooks.streams;

import com.irisx.webhooks.schema.AccessCheck;
import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.streams.config.OldState;
import com.irisx.webhooks.streams.config.PartSettings;
import com.irisx.webhooks.streams.config.StreamsSettings;
import com.irisx.webhooks.streams.dispatch.DispatchSettings;
import com.irisx.webhooks.streams.dispatch.Dispatcher;
import com.irisx.webhooks.streams.observe.ConsumerLag;
import com.irisx.webhooks.streams.observe.Health;
import com.irisx.webhooks.streams.observe.RestoreMetrics;
import com.irisx.webhooks.streams.observe.StreamsHealth;
import com.irisx.webhooks.streams.route.RouteMetrics;
import com.irisx.webhooks.streams.route.RouteTopology;
import com.irisx.webhooks.streams.schedule.ScheduleMetrics;
import com.irisx.webhooks.streams.schedule.ScheduleTopology;
import com.irisx.webhooks.streams.subscription.SubscriptionIndex;
import com.irisx.webhooks.streams.transaction.TransactionKeeper;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ROUTE, SCHEDULE and DISPATCH at work, from their start to their end.
 *
 * <p>Threading: started and closed by one thread; asked by several.
 */
final class RunningParts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  /**
   * Kafka Streams' own default is to stay a member until the session times out: nobody would serve
   * the partitions meanwhile.
   */
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

  /** Closed last first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final StreamsSettings settings;
  private final SubscriptionIndex subscriptions;
  private final SteadyClock clock;

  /** Not so while threads hold on to the state's directory. */
  private boolean allEnded = true;

  private final Health health = new Health();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private RunningParts(
      StreamsSettings settings, SubscriptionIndex subscriptions, SteadyClock clock) {
    this.settings = settings;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /**
   * Sets up the topics and starts every part.
   *
   * @throws RuntimeException if the topics are not as they must be; what was started is closed
   *     again
   */
  static RunningParts start(
      StreamsSettings settings, SubscriptionIndex subscriptions, SteadyClock clock) {
    RunningParts running = new RunningParts(settings, subscriptions, clock);
    try {
      running.startAll();
      return running;
    } catch (RuntimeException e) {
      running.close();
      throw e;
    }
  }

  /** Whether, after {@link #close}, nothing of it is left. */
  boolean allEnded() {
    return allEnded;
  }

  Health health() {
    return health;
  }

  PrometheusMeterRegistry metrics() {
    return metrics;
  }

  private void startAll() {
    setUpTopics();
    bindProcessMetrics();
    RestoreMetrics restores = new RestoreMetrics(metrics);
    // Started in the order of what each needs and closed in the reverse one: nothing more is handed
    // out, then what is in flight ends, then the table of webhooks goes.
    var unused =
        streams(
            "route",
            new RouteTopology(
                    settings.topics(),
                    settings.eventTopics(),
                    settings.maxEventBytes(),
                    subscriptions,
                    new RouteMetrics(metrics))
                .get(),
            PartSettings.route(settings),
            restores);
    startDispatcher();
    KafkaStreams schedule =
        streams(
            "schedule",
            new ScheduleTopology(
                    settings.topics(),
                    settings.limits(),
                    new ScheduleMetrics(metrics),
                    InstantSource.system())
                .get(),
            PartSettings.schedule(settings),
            restores);
    parts.push(
        TransactionKeeper.start(
            settings.kafka().properties(),
            PartSettings.transactions(settings),
            () -> StreamsHealth.of(schedule) == Health.State.OUT_OF_SERVICE,
            metrics));
    health.bindTo(metrics);
    parts.push(
        ConsumerLag.start(
            settings.kafka().properties(), PartSettings.topicsOfGroups(settings), metrics));
  }

  private void startDispatcher() {
    DispatchTrouble trouble = DispatchTrouble.reportingTo(settings, metrics);
    parts.push(trouble);
    DispatchSettings dispatch = PartSettings.dispatch(settings);
    Dispatcher dispatcher =
        Dispatcher.start(
            dispatch,
            subscriptions,
            settings.cipher(),
            settings.addresses(),
            settings.topics(),
            settings.kafka().properties(),
            metrics,
            trouble);
    parts.push(() -> dispatcher.close(dispatch.drainLimit()));
    health.add(
        "dispatch",
        () -> {
          if (trouble.tooMany()) {
            return Health.State.DOWN;
          }
          return dispatcher.ready() ? Health.State.UP : Health.State.OUT_OF_SERVICE;
        });
  }

  private void setUpTopics() {
    try (Admin admin = Admin.create(settings.kafka().properties())) {
      new TopicSetup(settings.topics(), settings.partitions(), settings.replicationFactor())
          .ensure(admin);
      AccessCheck.check(admin, PartSettings.access(settings));
    }
  }

  private void bindProcessMetrics() {
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
  }

  /** Returns once the global table, if there is one, is complete. */
  private KafkaStreams streams(
      String name, Topology topology, Properties config, RestoreMetrics restores) {
    Path state =
        settings.stateDirectory().resolve(config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
    OldState.dropGlobalTables(state, Instant.now());
    KafkaStreams streams = new KafkaStreams(topology, config, clock);
    ThreadFailures failures = ThreadFailures.of(name, metrics);
    streams.setUncaughtExceptionHandler(failures);
    streams.setGlobalStateRestoreListener(restores);
    KafkaStreamsMetrics bound = new KafkaStreamsMetrics(streams);
    bound.bindTo(metrics);
    parts.push(
        () -> {
          bound.close();
          Set<String> upToDate = OldState.upToDate(streams);
          if (!streams.close(LEAVING.withTimeout(CLOSE_TIMEOUT))) {
            LOG.warn("{} did not stop within {}", name, CLOSE_TIMEOUT);
            allEnded = false;
          } else {
            OldState.used(state, upToDate, Instant.now());
          }
        });
    health.add(name, () -> failures.tooMany() ? Health.State.DOWN : StreamsHealth.of(streams));
    streams.start();
    return streams;
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
