package com.irisx.webhooks.streams.config;

import static org.apache.kafka.streams.StreamsConfig.adminClientPrefix;
import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.streams.dispatch.DispatchSettings;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The Kafka Streams configuration of ROUTE and SCHEDULE. Each setting that is not Kafka's default
 * says why.
 */
public final class PartSettings {

  private static final String ROUTE = "route";
  private static final String SCHEDULE = "schedule";
  private static final String DISPATCH = "dispatch-";

  /** The least that brokers allow by default ({@code group.min.session.timeout.ms}). */
  private static final int SESSION_TIMEOUT_MS = 6_000;

  private PartSettings() {}

  /**
   * ROUTE is stateless and repeats harmlessly (SCHEDULE drops what it has seen), so it runs at
   * least once and its output is visible at once.
   */
  public static Properties route(StreamsSettings settings) {
    Properties config = common(settings, ROUTE);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    // How soon a new domain event topic is found.
    config.put(mainConsumerPrefix(CommonClientConfigs.METADATA_MAX_AGE_CONFIG), 2_000);
    // A rejected record may be as long as the broker let it in.
    config.put(
        producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicSetup.MAX_REJECTED_BYTES);
    config.put(
        producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 2L * TopicSetup.MAX_REJECTED_BYTES);
    return config;
  }

  /**
   * SCHEDULE keeps the accounts: its state, its records and its offsets move together. See ADR 2.
   */
  public static Properties schedule(StreamsSettings settings) {
    Properties config = common(settings, SCHEDULE);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
    // How soon an instance that has caught up gets its share back: the least that Kafka allows.
    config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
    // Another instance that takes over from a killed one waits for the end of its transaction.
    // Thirty
    // commits fit into it, and who is silent for so long has left the group, too.
    config.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), SESSION_TIMEOUT_MS);
    // What is set aside is as long as a broker lets records in by default, and its headers.
    config.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 2 * 1024 * 1024);
    return config;
  }

  /** The dispatcher's settings; its consumer groups are named under the topics' prefix. */
  public static DispatchSettings dispatch(StreamsSettings settings) {
    DispatchSettings defaults = DispatchSettings.DEFAULT;
    return new DispatchSettings(
        settings.topics().prefix() + DISPATCH,
        settings.topics().prefix() + SCHEDULE,
        defaults.firstSlots(),
        defaults.retrySlots(),
        defaults.commitInterval(),
        defaults.lookUpLimit(),
        defaults.longestTimeout(),
        settings.headerPrefix(),
        defaults.maxEndpoints(),
        defaults.http().toBuilder()
            .allowHttp(settings.allowHttp())
            .caBundle(settings.caBundle())
            .egressProxy(settings.egressProxy())
            .build());
  }

  private static Properties common(StreamsSettings settings, String role) {
    Properties config = new Properties();
    String applicationId = settings.topics().prefix() + role;
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(
        StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toAbsolutePath().toString());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replicationFactor());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    // Punctuators run between polls: an idle poll must not be longer than a retry may be late.
    config.put(StreamsConfig.POLL_MS_CONFIG, 10);
    // Records of several topics need no order by time among each other, so none waits for another.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // Kafka Streams' own default of 100 ms would delay every record.
    config.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    // How soon another instance takes over from one that was killed.
    config.put(consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
    config.put(consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
    // After a broker restart nobody waits long to try again.
    config.put(StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    config.put(adminClientPrefix(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG), 1_000);
    return config;
  }
}
