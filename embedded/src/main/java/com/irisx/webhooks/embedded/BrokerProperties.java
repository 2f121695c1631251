package com.irisx.webhooks.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The broker's configuration; keys are Kafka's own (Kafka documentation, "Broker Configs"). */
final class BrokerProperties {

  static final int NODE_ID = 1;
  private static final int MEBIBYTE = 1024 * 1024;
  private static final int LARGEST_MESSAGE_BYTES = 10 * MEBIBYTE;

  private BrokerProperties() {}

  static Properties of(Path logDirectory, BoundListeners listeners) {
    Properties properties = new Properties();
    Stream.of(node(logDirectory, listeners), ONE_NODE, SMALL_MACHINE, TOPICS)
        .forEach(part -> part.forEach((key, value) -> properties.put(key, value.toString())));
    return properties;
  }

  private static Map<String, Object> node(Path logDirectory, BoundListeners listeners) {
    String broker = BoundListeners.BROKER + "://127.0.0.1:" + listeners.brokerPort();
    String controller = BoundListeners.CONTROLLER + "://127.0.0.1:" + listeners.controllerPort();
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        NODE_ID,
        "log.dirs",
        logDirectory.toString(),
        "listeners",
        broker + "," + controller,
        "advertised.listeners",
        broker,
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "controller.listener.names",
        BoundListeners.CONTROLLER,
        // The quorum state keeps voter ids, not addresses: the port may change at every start.
        "controller.quorum.voters",
        NODE_ID + "@127.0.0.1:" + listeners.controllerPort());
  }

  /** The defaults ask for three brokers. */
  private static final Map<String, Object> ONE_NODE =
      Map.of(
          "offsets.topic.replication.factor", 1,
          "transaction.state.log.replication.factor", 1,
          "transaction.state.log.min.isr", 1,
          "share.coordinator.state.topic.replication.factor", 1,
          "share.coordinator.state.topic.min.isr", 1,
          // Nobody else will join: do not wait three seconds for them.
          "group.initial.rebalance.delay.ms", 0,
          // After a kill -9 the controller must first give up the broker that was killed: nine
          // seconds by default, in which nothing can start.
          "broker.session.timeout.ms", 4000,
          "broker.heartbeat.interval.ms", 500);

  /** The defaults, 50 partitions and 128 MiB here and there, are for a server of its own. */
  private static final Map<String, Object> SMALL_MACHINE =
      Map.of(
          "offsets.topic.num.partitions", 4,
          "transaction.state.log.num.partitions", 4,
          "share.coordinator.state.topic.num.partitions", 4,
          "num.network.threads", 2,
          "num.io.threads", 4,
          "background.threads", 2,
          "log.cleaner.dedupe.buffer.size", 16L * MEBIBYTE);

  private static final Map<String, Object> TOPICS =
      Map.of(
          // kcat can produce to events.call on a fresh stack.
          "auto.create.topics.enable",
          true,
          "num.partitions",
          3,
          "default.replication.factor",
          1,
          "message.max.bytes",
          LARGEST_MESSAGE_BYTES,
          "replica.fetch.max.bytes",
          LARGEST_MESSAGE_BYTES,
          "log.segment.bytes",
          128 * MEBIBYTE,
          "log.retention.hours",
          7 * 24,
          "log.retention.bytes",
          1024L * MEBIBYTE);
}
