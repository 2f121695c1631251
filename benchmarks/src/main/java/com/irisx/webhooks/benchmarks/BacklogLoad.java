package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts webhooks and deliveries on the topics that SCHEDULE reads. */
final class BacklogLoad implements AutoCloseable {

  private static final int WEBHOOKS = 1_000;
  private static final int NO_LIMIT = 1_000_000_000;
  private static final byte[] BODY = "x".repeat(1_000).getBytes(UTF_8);

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<UUID> webhooks = new ArrayList<>();
  private int produced;

  BacklogLoad(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    for (int i = 0; i < WEBHOOKS; i++) {
      webhooks.add(new UUID(0x4000L, 0x8000000000000000L + i));
    }
  }

  /** Webhooks without limits that could bind. */
  void subscribe() throws ExecutionException, InterruptedException {
    for (UUID id : webhooks) {
      Subscription webhook =
          new Subscription(
              id,
              "tenant",
              1,
              "http://none.example/",
              List.of("*"),
              true,
              "none",
              null,
              null,
              NO_LIMIT,
              NO_LIMIT,
              5,
              List.of(1, 2, 4, 8, 16),
              10_000,
              NO_LIMIT,
              Map.of(),
              null,
              null);
      var unused =
          producer
              .send(
                  new ProducerRecord<>(
                      Topics.DEFAULT.subscriptions(), key(id), Subscription.FORMAT.write(webhook)))
              .get();
    }
  }

  void produceUpTo(int count) {
    for (; produced < count; produced++) {
      UUID webhook = webhooks.get(produced % WEBHOOKS);
      String event = Integer.toString(produced);
      Delivery delivery =
          new Delivery(
              Ids.delivery(event, webhook),
              webhook,
              "tenant",
              event,
              "call.completed",
              "2026-01-01T00:00:00Z",
              0,
              0);
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.DEFAULT.deliveries(),
                  null,
                  key(webhook),
                  BODY,
                  DeliveryHeaders.of(delivery)));
    }
    producer.flush();
  }

  private static byte[] key(UUID webhookId) {
    return webhookId.toString().getBytes(UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
