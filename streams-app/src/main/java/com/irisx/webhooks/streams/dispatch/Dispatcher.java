package com.irisx.webhooks.streams.dispatch;

import com.github.benmanes.caffeine.cache.Ticker;
import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.streams.subscription.SubscriptionDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * DISPATCH as a whole: a lane for first attempts, a lane for repeats, and what they share.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class Dispatcher {

  /** The lane of first attempts. */
  public static final String FIRST = "first";

  /** The lane of repeats. */
  public static final String RETRY = "retry";

  private static final Duration LEAVE_MARGIN = Duration.ofSeconds(5);

  private final EventLoops eventLoops;
  private final DnsNames names;
  private final HttpSender sender;
  private final ResultReporter reporter;
  private final List<LaneKeeper> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Dispatcher(
      DispatchSettings settings,
      AddressPolicy policy,
      KafkaSettings kafka,
      Topics topics,
      MeterRegistry registry) {
    ConnectionMetrics connections = new ConnectionMetrics(registry);
    this.reporter =
        new ResultReporter(
            kafka.producer(settings.groupPrefix() + "results"), topics.attemptResults());
    this.eventLoops = new EventLoops(settings.http(), connections);
    this.names = new DnsNames(settings.http().dnsQueryTimeout());
    CheckedAddresses addresses =
        new CheckedAddresses(
            names,
            policy,
            settings.http().addressesKept(),
            settings.maxEndpoints(),
            Ticker.systemTicker(),
            new LookUpMetrics(registry));
    this.sender = new HttpSender(eventLoops.vertx(), settings.http(), addresses, connections);
  }

  /**
   * Starts to take tasks.
   *
   * @param cipher opens the signing secrets
   * @param policy the addresses that may be dialled
   * @param connection properties for Kafka clients: bootstrap servers, security and the like
   * @throws org.apache.kafka.common.KafkaException if the attempt-results topic cannot be reached
   */
  public static Dispatcher start(
      DispatchSettings settings,
      SubscriptionDirectory directory,
      SecretCipher cipher,
      AddressPolicy policy,
      Topics topics,
      Map<String, Object> connection,
      MeterRegistry registry,
      DispatchListener listener) {
    KafkaSettings kafka = new KafkaSettings(connection);
    DispatchMetrics metrics = new DispatchMetrics(registry);
    Dispatcher dispatcher = new Dispatcher(settings, policy, kafka, topics, registry);
    EndpointFactory endpoints =
        new EndpointFactory(
            cipher,
            new HeaderRules(settings.headerPrefix()),
            settings.http().allowHttp(),
            settings.longestTimeout());
    Attempts attempts =
        new Attempts(
            directory,
            new Endpoints(endpoints, settings.maxEndpoints()),
            new RequestHeaders(settings.headerPrefix()),
            dispatcher.sender,
            dispatcher.eventLoops,
            metrics.clock(),
            settings.lookUpLimit());
    for (LaneSettings lane : lanes(settings, topics)) {
      dispatcher.startLane(
          lane,
          kafka,
          settings.groupPrefix() + lane.name(),
          attempts,
          new RecordedResults(
              kafka.reader(settings.groupPrefix() + lane.name() + "-take-over"),
              kafka.takeOver(),
              topics.attemptResults(),
              settings.schedulerGroup()),
          listener,
          metrics);
    }
    return dispatcher;
  }

  private static List<LaneSettings> lanes(DispatchSettings settings, Topics topics) {
    return List.of(
        new LaneSettings(
            FIRST,
            List.of(topics.deliveryTasks()),
            settings.firstSlots(),
            settings.commitInterval(),
            settings.drainLimit()),
        new LaneSettings(
            RETRY,
            topics.retryLanes(),
            settings.retrySlots(),
            settings.commitInterval(),
            settings.drainLimit()));
  }

  private void startLane(
      LaneSettings settings,
      KafkaSettings kafka,
      String groupId,
      Attempts attempts,
      TakeOver takeOver,
      DispatchListener listener,
      DispatchMetrics metrics) {
    LaneKeeper lane =
        new LaneKeeper(
            settings,
            inFlight ->
                new Lane(
                    settings,
                    new KafkaConsumer<>(
                        kafka.consumer(groupId, settings.slots(), settings.drainLimit()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer()),
                    attempts,
                    reporter,
                    takeOver,
                    listener,
                    metrics,
                    inFlight),
            listener,
            metrics);
    Thread thread = new Thread(lane, "dispatch-" + settings.name());
    lanes.add(lane);
    threads.add(thread);
    thread.start();
  }

  /** Whether every lane is a member of its group. */
  public boolean ready() {
    return lanes.stream().allMatch(LaneKeeper::joined);
  }

  /**
   * Stops taking tasks, lets what is in flight end and be reported, leaves the groups.
   *
   * @param limit for what is in flight; what has not ended by then is made again by whoever gets
   *     its partition
   */
  public void close(Duration limit) {
    lanes.forEach(lane -> lane.stop(limit));
    long deadline = System.nanoTime() + limit.plus(LEAVE_MARGIN).toNanos();
    threads.forEach(thread -> join(thread, deadline - System.nanoTime()));
    reporter.close(LEAVE_MARGIN);
    sender.close(LEAVE_MARGIN);
    names.close();
    eventLoops.close(LEAVE_MARGIN);
  }

  private static void join(Thread thread, long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closes the rest without waiting
    }
  }
}
