package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.schema.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.GenericMessageListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The consumer groups, one for each topic and two for deliveries. All instances of the API share
 * their partitions.
 */
@Configuration(proxyBeanMethods = false)
class ProjectionConfiguration {

  static final String OUTCOMES = "admin-outcomes";
  static final String ARRIVALS = "admin-arrivals";

  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private static final int GATHERED_BYTES = 256 * 1024;
  private static final Duration GATHERED_WITHIN = Duration.ofMillis(100);

  static final String PENDING = "admin-pending";

  private final OutcomesFirst outcomesFirst;
  private final ConsumerFactory<byte[], byte[]> consumers;
  private final RejectedRecords rejected;
  private final Topics topics;

  ProjectionConfiguration(
      ConsumerFactory<byte[], byte[]> consumers,
      RejectedRecords rejected,
      OutcomesFirst outcomesFirst,
      AdminSettings settings) {
    this.outcomesFirst = outcomesFirst;
    this.consumers = consumers;
    this.rejected = rejected;
    this.topics = settings.kafka().topics();
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> outcomeListener(OutcomeProjection projection) {
    return container(topics.deliveryOutcomes(), OUTCOMES, outcomesFirst.noting(to(projection)));
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> payloadListener(PayloadProjection projection) {
    return container(topics.deliveries(), ARRIVALS, to(projection));
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> pendingListener(PendingProjection projection) {
    return container(topics.deliveries(), PENDING, outcomesFirst.waiting(to(projection)));
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> commandListener(CommandProjection projection) {
    return container(topics.commands(), "admin-commands", to(projection));
  }

  @Bean
  ConcurrentMessageListenerContainer<byte[], byte[]> stateListener(StateProjection projection) {
    return container(topics.webhookStatus(), "admin-states", to(projection));
  }

  private ConcurrentMessageListenerContainer<byte[], byte[]> container(
      String topic, String group, GenericMessageListener<?> listener) {
    ContainerProperties properties = new ContainerProperties(topic);
    properties.setGroupId(topics.prefix() + group);
    properties.setClientId(topics.prefix() + group);
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    properties.setKafkaConsumerProperties(consumerProperties());
    properties.setMissingTopicsFatal(false);
    // Behind the ends of transactions, too: idle, a group is at the end of its topic.
    properties.setFixTxOffsets(true);
    properties.setMessageListener(listener);
    ConcurrentMessageListenerContainer<byte[], byte[]> container =
        new ConcurrentMessageListenerContainer<>(consumers, properties);
    container.setBeanName(group);
    container.setCommonErrorHandler(untilWritten());
    return container;
  }

  private <T> BatchMessageListener<byte[], byte[]> to(Projection<T> projection) {
    return new ProjectionListener<>(projection, rejected);
  }

  /** The database works by the batch, so the broker gathers records for a moment. */
  private static Properties consumerProperties() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(GATHERED_BYTES));
    properties.put(
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(GATHERED_WITHIN.toMillis()));
    // How soon another instance goes on where a killed one was.
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000");
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1500");
    return properties;
  }

  /**
   * Offers a failed batch again, for ever, and polls meanwhile, so the group does not fall apart
   * while the database is away.
   */
  private static DefaultErrorHandler untilWritten() {
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
    backOff.setMaxInterval(LONGEST_RETRY.toMillis());
    DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
    // By default some exceptions make the handler skip the batch; none may.
    handler.setClassifications(Map.of(), true);
    return handler;
  }
}
