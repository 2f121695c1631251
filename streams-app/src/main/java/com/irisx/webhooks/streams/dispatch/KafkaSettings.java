package com.irisx.webhooks.streams.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The configuration of our Kafka clients: the caller's connection properties, what our guarantees
 * rest on (which nobody overrides), and tuning (which properties of a caller in this program, not
 * an operator's, override).
 *
 * <p>The group protocol is the classic one, cooperative: the newer {@code group.protocol=consumer}
 * passes the same tests and measured no different in throughput, but took up to one heartbeat
 * interval of the broker (5 s) longer to its first partitions.
 *
 * @param connection bootstrap servers, security and the like
 */
record KafkaSettings(Map<String, Object> connection) {

  private static final int SESSION_TIMEOUT_MS = 6_000;
  private static final int RESULT_TIMEOUT_MS = 20_000;

  /** Who takes over asks while the group waits: what is not answered by then is made again. */
  private static final int TAKE_OVER_TIMEOUT_MS = 5_000;

  private static final int MAX_READ_BYTES = 256 * 1024;
  private static final int MAX_FETCH_BYTES = 8 * 1024 * 1024;
  private static final long PRODUCER_BUFFER_BYTES = 128L * 1024 * 1024;
  private static final int MAX_RESULT_BYTES = 16 * 1024 * 1024;
  private static final Duration METADATA_KEPT = Duration.ofDays(30);

  /** Beyond the longest time that a rebalance may wait for what is in flight. */
  private static final Duration POLL_MARGIN = Duration.ofSeconds(30);

  KafkaSettings {
    connection = Map.copyOf(connection);
  }

  /** For the consumer of a lane. */
  Map<String, Object> consumer(String groupId, int slots, Duration drainLimit) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(500, slots));
    config.putAll(connection);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, groupId);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // A task is ours before the scheduler's transaction commits, which saves its commit interval.
    // The task of an aborted transaction is made again: a repeated request, no lost one.
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    config.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) drainLimit.plus(POLL_MARGIN).toMillis());
    if (isClassic(config)) {
      // How soon the partitions of a killed process go to another, or to itself started again.
      config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
      config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MS / 4);
      config.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    return config;
  }

  private static boolean isClassic(Map<String, Object> config) {
    Object protocol =
        config.getOrDefault(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
    return GroupProtocol.CLASSIC.name().equalsIgnoreCase(protocol.toString());
  }

  /** For a consumer that reads some partitions and belongs to no group. */
  Map<String, Object> reader(String clientId) {
    Map<String, Object> config = takeOver();
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_READ_BYTES);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  /** For whoever asks while partitions are taken over. */
  Map<String, Object> takeOver() {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TAKE_OVER_TIMEOUT_MS);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TAKE_OVER_TIMEOUT_MS);
    return config;
  }

  /** For the producer of results. */
  Map<String, Object> producer(String clientId) {
    Map<String, Object> config = new HashMap<>();
    // With 0 and several requests under way each carries a few records only. A result is late by
    // this much at most: its slot is, no request and no due time.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, PRODUCER_BUFFER_BYTES);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RESULT_BYTES);
    // A batch can be refused for ever: the first one of a producer that meets a broker which is not
    // the leader yet, if the second one is taken (KAFKA-15591). Given up, its records are sent
    // again
    // under a new epoch.
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, RESULT_TIMEOUT_MS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, RESULT_TIMEOUT_MS / 2);
    config.putAll(connection);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // Sending must not wait for metadata: it happens on the event loops.
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_KEPT.toMillis());
    return config;
  }
}
