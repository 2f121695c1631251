package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.DeliveryHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end of the attempt-results topic for whoever takes partitions over. It begins at the
 * earlier of two places:
 *
 * <ul>
 *   <li>the time of the first task that will be taken up: a result of it, or of a later one, cannot
 *       be older;
 *   <li>where the scheduler has read to: what it has not, it may have forgotten that it handed out,
 *       and hand out again.
 * </ul>
 *
 * <p>Threading: used by one lane's thread.
 */
final class RecordedResults implements TakeOver {

  private static final Logger log = LoggerFactory.getLogger(RecordedResults.class);

  /** At most so many results of one partition are read; what is older may be made again. */
  static final int MAX_RESULTS = 20_000;

  /** How far the clocks of two hosts may be apart. */
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> consumerConfig;
  private final Map<String, Object> adminConfig;
  private final String topic;
  private final String schedulerGroup;

  /**
   * @param topic of the results; a webhook has the same partition number there and among the tasks
   * @param schedulerGroup the consumer group of the scheduler, which tells how far it has read
   */
  RecordedResults(
      Map<String, Object> consumerConfig,
      Map<String, Object> adminConfig,
      String topic,
      String schedulerGroup) {
    this.consumerConfig = Map.copyOf(consumerConfig);
    this.adminConfig = Map.copyOf(adminConfig);
    this.topic = topic;
    this.schedulerGroup = schedulerGroup;
  }

  @Override
  public Set<AttemptKey> recorded(Map<TopicPartition, Long> positions) {
    if (positions.isEmpty()) {
      return Set.of();
    }
    Set<AttemptKey> recorded = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> starts = starts(positions, consumer);
      readToEnd(consumer, starts, MAX_RESULTS, result -> add(result, recorded));
      log.info(
          "took over {} task partitions, {} recorded results", positions.size(), recorded.size());
      return recorded;
    } catch (KafkaException e) {
      // A few requests are made again: no reason not to go on.
      log.warn("not all results recorded for {} can be read: {}", positions.keySet(), e.toString());
      return recorded;
    }
  }

  private Map<TopicPartition, Long> starts(
      Map<TopicPartition, Long> positions, KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> scheduler = schedulerOffsets();
    for (TopicPartition task : positions.keySet()) {
      TopicPartition results = new TopicPartition(topic, task.partition());
      OffsetAndMetadata read = scheduler.get(results);
      starts.put(results, read == null ? 0 : read.offset());
    }
    Map<TopicPartition, Long> times = firstTimes(positions, consumer);
    consumer
        .offsetsForTimes(times)
        .forEach(
            (results, found) -> {
              if (found != null) {
                starts.merge(results, found.offset(), Math::min);
              }
            });
    return starts;
  }

  /** When the first task of each partition was handed out, by partition of the results. */
  private Map<TopicPartition, Long> firstTimes(
      Map<TopicPartition, Long> positions, KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> times = new HashMap<>();
    Set<TopicPartition> seen = new HashSet<>();
    readToEnd(
        consumer,
        positions,
        Integer.MAX_VALUE,
        task -> {
          TopicPartition partition = new TopicPartition(task.topic(), task.partition());
          if (seen.add(partition)) {
            times.merge(
                new TopicPartition(topic, task.partition()),
                Math.max(0, task.timestamp() - CLOCK_SKEW.toMillis()),
                Math::min);
            consumer.pause(Set.of(partition));
          }
        },
        seen);
    return times;
  }

  private Map<TopicPartition, OffsetAndMetadata> schedulerOffsets() {
    try (Admin admin = Admin.create(adminConfig)) {
      return admin
          .listConsumerGroupOffsets(schedulerGroup)
          .partitionsToOffsetAndMetadata(schedulerGroup)
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("the offsets of " + schedulerGroup, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static void readToEnd(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      int limit,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    readToEnd(consumer, starts, limit, each, Set.of());
  }

  /**
   * Calls {@code each} with the records from {@code starts} to the present end.
   *
   * @param limit at most so many offsets before the end of each partition
   * @param enough partitions of which no more is wanted
   * @throws TimeoutException if it takes too long
   */
  private static void readToEnd(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      int limit,
      Consumer<ConsumerRecord<byte[], byte[]>> each,
      Set<TopicPartition> enough) {
    consumer.assign(starts.keySet());
    Map<TopicPartition, Long> ends = consumer.endOffsets(starts.keySet());
    Map<TopicPartition, Long> firsts = consumer.beginningOffsets(starts.keySet());
    Set<TopicPartition> unread = new HashSet<>();
    ends.forEach(
        (partition, end) -> {
          long first = firsts.getOrDefault(partition, 0L);
          long start = Math.max(first, Math.max(starts.getOrDefault(partition, 0L), end - limit));
          consumer.seek(partition, start);
          if (start < end) {
            unread.add(partition);
          }
        });
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!unread.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(unread + " were not read within " + LIMIT);
      }
      consumer.poll(POLL).forEach(each);
      unread.removeAll(enough);
      unread.removeIf(
          partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }
  }

  private static void add(ConsumerRecord<byte[], byte[]> result, Set<AttemptKey> recorded) {
    try {
      if (AttemptResult.of(result.headers()).made()) {
        recorded.add(AttemptKey.of(result.headers()));
      }
    } catch (DeliveryHeaders.MalformedHeaderException e) {
      log.debug("passed over an unreadable result; the scheduler sets it aside", e);
    }
  }
}
