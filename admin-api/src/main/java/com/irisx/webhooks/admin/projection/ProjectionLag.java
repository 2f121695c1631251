package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.schema.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Metric {@code webhooks.projection.lag}: records that a group has not brought into the database
 * yet, of the whole group, so every instance tells the same. Asked of the broker and not of our
 * consumers, whose own figure stands still just when they cannot get on. NaN while nothing is
 * known.
 *
 * <p>Threading: the scheduler's thread measures, any thread reads.
 */
@Component
final class ProjectionLag implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProjectionLag.class);
  private static final int TIMEOUT_MS = 5_000;

  private final Admin admin;
  private final Map<String, String> topicOfGroup;
  private final Map<String, Double> records = new ConcurrentHashMap<>();

  ProjectionLag(AdminSettings settings, MeterRegistry registry) {
    Topics topics = settings.kafka().topics();
    this.topicOfGroup =
        Map.of(
            topics.prefix() + ProjectionConfiguration.OUTCOMES, topics.deliveryOutcomes(),
            topics.prefix() + ProjectionConfiguration.ARRIVALS, topics.deliveries(),
            topics.prefix() + ProjectionConfiguration.PENDING, topics.deliveries());
    this.admin =
        Admin.create(
            settings
                .kafka()
                .connection()
                .client(
                    Map.of(
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MS,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MS)));
    topicOfGroup.forEach(
        (group, topic) ->
            Gauge.builder("webhooks.projection.lag", () -> records.getOrDefault(group, Double.NaN))
                .tag("topic", topic)
                .tag("group", group)
                .description("Records that are not in the database yet")
                .register(registry));
  }

  @Scheduled(fixedDelay = 5_000)
  void measure() {
    topicOfGroup.forEach(
        (group, topic) -> {
          try {
            records.put(group, (double) lag(group, topic));
          } catch (ExecutionException e) {
            records.remove(group);
            log.info("the lag of {} is unknown: {}", group, e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private long lag(String group, String topic) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
            .flatMap(description -> description.partitions().stream())
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition.partition()),
                    partition -> OffsetSpec.latest()));
    Map<TopicPartition, OffsetAndMetadata> written =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return admin
        .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .entrySet()
        .stream()
        .mapToLong(end -> end.getValue().offset() - offset(written.get(end.getKey())))
        .map(behind -> Math.max(0, behind))
        .sum();
  }

  private static long offset(@Nullable OffsetAndMetadata written) {
    return written == null ? 0 : written.offset();
  }

  @Override
  public void close() {
    admin.close(Duration.ofMillis(TIMEOUT_MS));
  }
}
