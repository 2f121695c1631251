package com.irisx.webhooks.streams.route;

import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.streams.subscription.SubscriptionIndex;
import com.irisx.webhooks.streams.subscription.SubscriptionTable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The graph of ROUTE.
 *
 * <pre>
 *   events.* ────────────────► route ──┬──► webhooks.deliveries        one per event and matching webhook, key = webhook
 *   webhooks.system-events ──────┘ ▲   └──► webhooks.rejected-events   what could not be understood, byte for byte
 *                                  │
 *   webhooks.subscriptions ──► subscriptions (global table, see {@link SubscriptionTable})
 * </pre>
 */
public final class RouteTopology implements Supplier<Topology> {

  static final String DELIVERIES_SINK = "deliveries";
  static final String REJECTED_SINK = "rejected";
  private static final String EVENTS = "events";
  private static final String ROUTE = "route";

  private final Topics topics;
  private final Pattern eventTopics;
  private final int maxEventBytes;
  private final SubscriptionIndex subscriptions;
  private final RouteMetrics metrics;

  /**
   * @param eventTopics matches the whole name of every domain event topic
   * @param maxEventBytes longest event that is delivered
   * @param subscriptions the index over the global table
   */
  public RouteTopology(
      Topics topics,
      Pattern eventTopics,
      int maxEventBytes,
      SubscriptionIndex subscriptions,
      RouteMetrics metrics) {
    this.metrics = metrics;
    this.topics = topics;
    this.eventTopics = eventTopics;
    this.maxEventBytes = maxEventBytes;
    this.subscriptions = subscriptions;
  }

  @Override
  public Topology get() {
    Topology topology = new Topology();
    SubscriptionTable.addTo(topology, topics.subscriptions(), subscriptions);
    topology.addSource(
        AutoOffsetReset.earliest(),
        EVENTS,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Pattern.compile(eventTopics.pattern() + "|" + Pattern.quote(topics.systemEvents())));
    topology.addProcessor(
        ROUTE,
        () ->
            new RouteProcessor(
                new EventReader(maxEventBytes), subscriptions, topics.systemEvents(), metrics),
        EVENTS);
    topology.addSink(
        DELIVERIES_SINK,
        topics.deliveries(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        ROUTE);
    topology.addSink(
        REJECTED_SINK,
        topics.rejectedEvents(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        ROUTE);
    return topology;
  }
}
