package com.irisx.webhooks.faults.account;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the outcome topic as a data team does: committed records only, from its beginning, once.
 * Threading: one thread.
 */
final class OutcomeLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  OutcomeLog(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "reconnect.backoff.max.ms",
                1_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Hands on what has come since, waiting a moment for some. */
  void next(Consumer<DeliveryOutcome> observer) {
    consumer
        .poll(POLL)
        .forEach(record -> observer.accept(DeliveryOutcome.FORMAT.read(record.value())));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
