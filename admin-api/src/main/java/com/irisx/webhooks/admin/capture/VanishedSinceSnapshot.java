package com.irisx.webhooks.admin.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.admin.config.AdminSettings.KafkaSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the whole topic with the table. The topic is read first: an id on it that the table then
 * lacks was deleted before, and ids never come back, so its tombstone is right whenever it arrives.
 */
record VanishedSinceSnapshot(
    CaptureDatabase database, Producer<byte[], byte[]> producer, KafkaSettings kafka)
    implements VanishedWebhooks {

  private static final Logger log = LoggerFactory.getLogger(VanishedSinceSnapshot.class);
  private static final Duration POLL = Duration.ofMillis(200);

  @Override
  public void tombstone() throws Exception {
    Set<String> published = published();
    for (UUID id : database.webhookIds()) {
      published.remove(id.toString());
    }
    for (String id : published) {
      producer
          .send(new ProducerRecord<>(kafka.topics().subscriptions(), id.getBytes(UTF_8), null))
          .get();
    }
    log.info("took {} vanished webhooks off the subscriptions topic", published.size());
  }

  private Set<String> published() {
    Set<String> ids = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka
                .connection()
                .client(
                    Map.of(
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(kafka.topics().subscriptions()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> note(record, ids));
      }
    }
    return ids;
  }

  private static void note(ConsumerRecord<byte[], byte[]> record, Set<String> ids) {
    String id = new String(record.key(), UTF_8);
    if (record.value() == null) {
      ids.remove(id);
    } else {
      ids.add(id);
    }
  }
}
