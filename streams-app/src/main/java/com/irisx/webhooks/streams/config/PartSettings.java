package com.irisx.webhooks.streams.config;

import static org.apache.kafka.streams.StreamsConfig.adminClientPrefix;
import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import com.irisx.webhooks.schema.ClusterAccess;
import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.streams.dispatch.DispatchSettings;
import com.irisx.webhooks.streams.dispatch.Dispatcher;
import com.irisx.webhooks.streams.transaction.TransactionScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
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
    // A batch can be refused for ever (KAFKA-15591): given up, its task begins again at its last
    // commit.
    config.put(producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 30_000);
    config.put(producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 15_000);
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
    // Records of changelogs have the time of what they are read from, which may be as old as that.
    config.put(
        StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG,
        TopicSetup.INTERNAL_RETENTION.toMillis());
    // Another instance that takes over from a killed one waits for the end of its transaction.
    // Thirty commits fit into it, and who is silent for so long has left the group, too.
    config.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), SESSION_TIMEOUT_MS);
    // What is set aside is as long as a broker lets records in by default, and its headers.
    config.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 2 * 1024 * 1024);
    return config;
  }

  /** The transactions of SCHEDULE. Their ids are made by Kafka Streams from the application id. */
  public static TransactionScope transactions(StreamsSettings settings) {
    String topicPrefix = settings.topics().prefix();
    return new TransactionScope(
        topicPrefix + SCHEDULE + "-", topicPrefix, Duration.ofMillis(SESSION_TIMEOUT_MS));
  }

  /** What all parts together do on the cluster, beside reading domain events. */
  public static ClusterAccess access(StreamsSettings settings) {
    Topics topics = settings.topics();
    String schedule = topics.prefix() + SCHEDULE;
    List<String> both = new ArrayList<>(topics.retryLanes());
    both.addAll(
        List.of(
            topics.deliveries(),
            topics.deliveryTasks(),
            topics.attemptResults(),
            topics.systemEvents()));
    return ClusterAccess.of(
            List.of(topics.subscriptions(), topics.commands()),
            List.of(
                topics.deliveryOutcomes(),
                topics.deadLetters(),
                topics.webhookStatus(),
                topics.rejectedEvents()),
            both)
        .inGroups(List.copyOf(topicsOfGroups(settings).keySet()))
        .inTransactions(List.of(schedule + "-"))
        .making(List.of(schedule + "-any-changelog"));
  }

  /** The consumer groups of all parts, and what matches the names of the topics that each reads. */
  public static Map<String, Pattern> topicsOfGroups(StreamsSettings settings) {
    Topics topics = settings.topics();
    String prefix = topics.prefix();
    return Map.of(
        prefix + ROUTE,
        Pattern.compile(settings.eventTopics() + "|" + Pattern.quote(topics.systemEvents())),
        prefix + SCHEDULE,
        anyOf(
            List.of(
                topics.deliveries(),
                topics.attemptResults(),
                topics.subscriptions(),
                topics.commands())),
        prefix + DISPATCH + Dispatcher.FIRST,
        anyOf(List.of(topics.deliveryTasks())),
        prefix + DISPATCH + Dispatcher.RETRY,
        anyOf(topics.retryLanes()));
  }

  private static Pattern anyOf(List<String> names) {
    return Pattern.compile(names.stream().map(Pattern::quote).collect(Collectors.joining("|")));
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
    config.putAll(settings.kafka().properties());
    config.put(
        StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toAbsolutePath().toString());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replicationFactor());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    config.put(StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG, OldState.MAX_AGE.toMillis());
    config.put(
        topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG),
        Long.toString(OldState.DELETIONS_KEPT.toMillis()));
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
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
