package com.irisx.webhooks.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics from their beginning, committed records only, without a group. Records of one
 * partition come in order. Threading: one thread; open one reader per thread.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration TO_THE_END = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(String bootstrapServers) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Everything that is on {@code topic} now. */
  public List<ConsumerRecord<byte[], byte[]>> readToEnd(String topic) {
    List<TopicPartition> partitions = assign(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return poll(
        records ->
            ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()),
        TO_THE_END,
        topic);
  }

  /**
   * Reads until {@code enough} says so of all records so far, and returns them.
   *
   * @throws AssertionError after {@code patience}
   */
  public List<ConsumerRecord<byte[], byte[]>> readUntil(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough, Duration patience) {
    assign(topic);
    return poll(enough, patience, topic);
  }

  /** Reads until there are at least {@code count} records, and returns all so far. */
  public List<ConsumerRecord<byte[], byte[]>> readAtLeast(
      String topic, int count, Duration patience) {
    return readUntil(topic, records -> records.size() >= count, patience);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<TopicPartition> assign(String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  private List<ConsumerRecord<byte[], byte[]>> poll(
      Predicate<List<ConsumerRecord<byte[], byte[]>>> enough, Duration patience, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!enough.test(records)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            topic + " had " + records.size() + " records after " + patience + ", not enough");
      }
      consumer.poll(POLL).forEach(records::add);
    }
    return records;
  }
}
