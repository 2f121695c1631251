package com.irisx.webhooks.streams.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metric {@code webhooks.consumer.lag}: records of a topic that a group has not finished yet. Asked
 * of the broker and not of our consumers, whose own figure stands still just when they cannot get
 * on; so every instance tells the same. Absent while nothing is known.
 *
 * <p>An idle group of a topic that is written in transactions stays one record per partition
 * behind: the marker of the last commit, which nobody reads.
 *
 * <p>Threading: one thread of its own measures.
 */
public final class ConsumerLag implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLag.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int TIMEOUT_MS = 5_000;

  private final Admin admin;
  private final Map<String, Pattern> topicsOfGroup;
  private final MultiGauge gauge;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread measuring = new Thread(task, "consumer-lag");
            measuring.setDaemon(true);
            return measuring;
          });

  private ConsumerLag(Admin admin, Map<String, Pattern> topicsOfGroup, MeterRegistry registry) {
    this.admin = admin;
    this.topicsOfGroup = Map.copyOf(topicsOfGroup);
    this.gauge =
        MultiGauge.builder("webhooks.consumer.lag")
            .description("records that a group has not finished yet")
            .register(registry);
  }

  /**
   * Starts to measure.
   *
   * @param connection for a Kafka client
   * @param topicsOfGroup matches the whole names of the topics that each group reads
   */
  public static ConsumerLag start(
      Map<String, Object> connection, Map<String, Pattern> topicsOfGroup, MeterRegistry registry) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    ConsumerLag lag = new ConsumerLag(Admin.create(config), topicsOfGroup, registry);
    var unused =
        lag.thread.scheduleWithFixedDelay(lag::measure, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return lag;
  }

  private void measure() {
    try {
      gauge.register(rows(), true);
    } catch (ExecutionException e) {
      gauge.register(List.of(), true);
      LOG.info("consumer lag is unknown: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It is time to close.
    } catch (RuntimeException e) {
      // A door: the schedule would end here, and the metric stand still.
      gauge.register(List.of(), true);
      LOG.warn("consumer lag cannot be measured", e);
    }
  }

  private List<Row<?>> rows() throws ExecutionException, InterruptedException {
    Map<String, List<TopicPartition>> partitions = partitions();
    Set<TopicPartition> all = new HashSet<>();
    partitions.values().forEach(all::addAll);
    Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
    Map<TopicPartition, Long> starts = offsets(all, OffsetSpec.earliest());
    List<Row<?>> rows = new ArrayList<>();
    for (String group : partitions.keySet()) {
      Map<TopicPartition, OffsetAndMetadata> finished =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<String, Long> behind = new TreeMap<>();
      for (TopicPartition partition : partitions.getOrDefault(group, List.of())) {
        OffsetAndMetadata committed = finished.get(partition);
        long start = starts.getOrDefault(partition, 0L);
        long from = committed == null ? start : Math.max(start, committed.offset());
        behind.merge(
            partition.topic(), Math.max(0, ends.getOrDefault(partition, 0L) - from), Long::sum);
      }
      behind.forEach(
          (topic, records) -> rows.add(Row.of(Tags.of("group", group, "topic", topic), records)));
    }
    return rows;
  }

  private Map<String, List<TopicPartition>> partitions()
      throws ExecutionException, InterruptedException {
    Set<String> names =
        admin.listTopics().names().get().stream()
            .filter(name -> topicsOfGroup.values().stream().anyMatch(it -> matches(it, name)))
            .collect(Collectors.toSet());
    List<TopicPartition> all =
        admin.describeTopics(names).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(info -> new TopicPartition(topic.name(), info.partition())))
            .toList();
    Map<String, List<TopicPartition>> ofGroup = new TreeMap<>();
    topicsOfGroup.forEach(
        (group, topics) ->
            ofGroup.put(group, all.stream().filter(one -> matches(topics, one.topic())).toList()));
    return ofGroup;
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(one -> one, one -> which)))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, found -> found.getValue().offset()));
  }

  private static boolean matches(Pattern pattern, String name) {
    return pattern.matcher(name).matches();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ofMillis(TIMEOUT_MS));
  }
}
