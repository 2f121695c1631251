package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** A data team of one: reads what became of the demo's deliveries, from now on. */
final class OutcomeReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Progress progress;
  private final Thread thread = new Thread(this::run, "demo-outcomes");

  private OutcomeReader(KafkaConsumer<byte[], byte[]> consumer, Progress progress) {
    this.consumer = consumer;
    this.progress = progress;
  }

  static OutcomeReader start(String bootstrapServers, String topic, Progress progress) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "latest",
                "allow.auto.create.topics",
                false,
                "fetch.max.wait.ms",
                100),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Looked up now: what is produced after this method must not be missed.
    partitions.forEach(consumer::position);
    OutcomeReader reader = new OutcomeReader(consumer, progress);
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> outcome) {
    try {
      DeliveryOutcome read = DeliveryOutcome.FORMAT.read(outcome.value());
      if (read.tenantId().equals(DemoTenant.ID)) {
        progress.outcome(read);
      }
    } catch (JacksonException e) {
      LOG.warn("cannot read the outcome at {}-{}", outcome.partition(), outcome.offset(), e);
    }
  }
}
