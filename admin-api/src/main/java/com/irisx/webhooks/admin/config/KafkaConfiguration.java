package com.irisx.webhooks.admin.config;

import com.irisx.webhooks.admin.config.AdminSettings.KafkaSettings;
import com.irisx.webhooks.schema.AccessCheck;
import com.irisx.webhooks.schema.ClusterAccess;
import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.schema.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;

/** The Kafka clients that capture and projection share. They deal in bytes. */
@Configuration(proxyBeanMethods = false)
class KafkaConfiguration {

  /** Of the projections. */
  private static final List<String> GROUPS =
      List.of(
          "admin-outcomes", "admin-arrivals", "admin-pending", "admin-commands", "admin-states");

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** The topics are there, and as they must be, before anything uses them. */
  @Bean
  SmartInitializingSingleton topicSetup(AdminSettings settings) {
    KafkaSettings kafka = settings.kafka();
    return () -> {
      try (Admin admin = Admin.create(kafka.connection().properties())) {
        new TopicSetup(kafka.topics(), kafka.partitions(), kafka.replicationFactor()).ensure(admin);
        AccessCheck.check(admin, access(kafka.topics()));
      }
    };
  }

  private static ClusterAccess access(Topics topics) {
    return ClusterAccess.of(
            List.of(topics.deliveries(), topics.deliveryOutcomes(), topics.webhookStatus()),
            List.of(topics.rejectedEvents()),
            List.of(topics.subscriptions(), topics.commands()))
        .inGroups(GROUPS.stream().map(group -> topics.prefix() + group).toList());
  }

  /** Acknowledged by all in-sync replicas, in order, without duplicates of its own. */
  @Bean(destroyMethod = "")
  Producer<byte[], byte[]> producer(AdminSettings settings) {
    return new KafkaProducer<>(
        settings
            .kafka()
            .connection()
            .client(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    clientId(settings),
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    // Away for longer than this, the broker is given up on, and who sends begins
                    // again.
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    30_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    10_000,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    10_000)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Closes the producer in bounded time, also when no broker answers. */
  @Bean
  AutoCloseable producerClosing(Producer<byte[], byte[]> producer) {
    return () -> producer.close(CLOSE_TIMEOUT);
  }

  @Bean
  KafkaClientMetrics producerMetrics(Producer<byte[], byte[]> producer) {
    return new KafkaClientMetrics(producer);
  }

  @Bean
  ConsumerFactory<byte[], byte[]> consumerFactory(AdminSettings settings, MeterRegistry registry) {
    DefaultKafkaConsumerFactory<byte[], byte[]> factory =
        new DefaultKafkaConsumerFactory<>(
            settings
                .kafka()
                .connection()
                .client(
                    Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        clientId(settings),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1000,
                        // A topic that appears later must be ours, with our settings, and found
                        // soon.
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        5_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    factory.addListener(new MicrometerConsumerListener<>(registry));
    return factory;
  }

  private static String clientId(AdminSettings settings) {
    return settings.kafka().topics().prefix() + "admin";
  }
}
