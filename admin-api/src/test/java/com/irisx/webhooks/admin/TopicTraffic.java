package com.irisx.webhooks.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TopicReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Deliveries as streams-app would write them, one after the other until closed: an arrival, then
 * outcomes up to an end or not. Afterwards the topic itself says what must be in the tables.
 *
 * <p>Threading: one thread of its own produces.
 */
public final class TopicTraffic implements AutoCloseable {

  private final String bootstrapServers;
  private final Topics topics;
  private final String tenantId;
  private final UUID webhook;
  private final Producer<byte[], byte[]> producer;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "topic-traffic");

  private TopicTraffic(String bootstrapServers, Topics topics, String tenantId, UUID webhook) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.tenantId = tenantId;
    this.webhook = webhook;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "delivery.timeout.ms", 600_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public static TopicTraffic start(
      String bootstrapServers, Topics topics, String tenantId, UUID webhook) {
    TopicTraffic traffic = new TopicTraffic(bootstrapServers, topics, tenantId, webhook);
    traffic.thread.start();
    return traffic;
  }

  /** How many deliveries the broker has. */
  public int sent() {
    return sent.get();
  }

  private void run() {
    while (!stopped.get()) {
      try {
        deliver(sent.get());
        sent.incrementAndGet();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void deliver(int number) throws ExecutionException, InterruptedException {
    UUID id = UUID.randomUUID();
    Delivery delivery =
        new Delivery(id, webhook, tenantId, "e", "call.completed", "2025-10-29T12:00:00Z", 0, 0);
    long at =
        producer
            .send(
                new ProducerRecord<>(
                    topics.deliveries(),
                    null,
                    webhook.toString().getBytes(UTF_8),
                    "{\"id\":\"e\"}".getBytes(UTF_8),
                    DeliveryHeaders.of(delivery)))
            .get()
            .timestamp();
    Outcomes outcomes = new Outcomes(id, tenantId, webhook, Instant.ofEpochMilli(at));
    send(outcomes.retrying(1));
    switch (number % 4) {
      case 0 -> send(outcomes.failed(2));
      case 1 -> {}
      default -> send(outcomes.delivered(2));
    }
  }

  private void send(DeliveryOutcome outcome) throws ExecutionException, InterruptedException {
    var unused =
        producer
            .send(
                new ProducerRecord<>(
                    topics.deliveryOutcomes(),
                    outcome.deliveryId().toString().getBytes(UTF_8),
                    DeliveryOutcome.FORMAT.write(outcome)))
            .get();
  }

  /** Stops producing once the delivery in hand is through. */
  public void finish() throws InterruptedException {
    stopped.set(true);
    thread.join();
  }

  /** Deliveries by their last status, counted from the topic of outcomes. */
  public Map<String, Long> countedFromTheTopic() {
    try (TopicReader reader = new TopicReader(bootstrapServers)) {
      List<DeliveryOutcome> outcomes =
          reader.readToEnd(topics.deliveryOutcomes()).stream()
              .map(record -> DeliveryOutcome.FORMAT.read(record.value()))
              .toList();
      return outcomes.stream().collect(groupingBy(DeliveryOutcome::deliveryId)).values().stream()
          .map(TopicTraffic::last)
          .collect(
              groupingBy(
                  outcome -> outcome.status().label(), java.util.stream.Collectors.counting()));
    }
  }

  private static DeliveryOutcome last(List<DeliveryOutcome> records) {
    return records.stream().max(Comparator.comparingInt(DeliveryOutcome::attempt)).orElseThrow();
  }

  @Override
  public void close() {
    stopped.set(true);
    producer.close();
  }
}
