package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Answers tasks without calling anyone: the first attempt of delivery n fails and asks for its
 * retry at an appointed time, the second succeeds.
 */
final class PretendDispatcher implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int LATEST_MS = 60_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final long firstDue;
  private final int perSecond;
  private final AtomicIntegerArray lateness = new AtomicIntegerArray(LATEST_MS + 1);
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong early = new AtomicLong();
  private final Thread thread = new Thread(this::run, "pretend-dispatcher");
  private volatile boolean stopped;

  /**
   * @param firstDue when the retry of delivery 0 falls due, milliseconds since the epoch
   */
  PretendDispatcher(String bootstrapServers, long firstDue, int perSecond) {
    this.firstDue = firstDue;
    this.perSecond = perSecond;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "pretend-dispatcher",
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                5_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    List<String> topics = new ArrayList<>(Topics.DEFAULT.retryLanes());
    topics.add(Topics.DEFAULT.deliveryTasks());
    consumer.subscribe(topics);
    thread.start();
  }

  /** How many retries have come. */
  long retries() {
    return retries.get();
  }

  private void run() {
    while (!stopped) {
      consumer.poll(POLL).forEach(this::answer);
    }
    consumer.close();
  }

  private void answer(ConsumerRecord<byte[], byte[]> task) {
    Delivery delivery = DeliveryHeaders.delivery(task.headers());
    int attempt = DeliveryHeaders.attempt(task.headers());
    long due = firstDue + Long.parseLong(delivery.eventId()) * 1_000 / perSecond;
    long now = System.currentTimeMillis();
    AttemptResult result =
        attempt == 1
            ? new AttemptResult(
                1, now, 0, 503, AttemptError.HTTP_STATUS, null, Math.max(0, due - now), null)
            : new AttemptResult(attempt, now, 0, 200, null, null, null, null);
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.DEFAULT.attemptResults(),
                null,
                delivery.webhookId().toString().getBytes(UTF_8),
                attempt == 1 ? task.value() : new byte[0],
                result.headers(delivery)));
    if (attempt > 1) {
      // The record's timestamp is the scheduler's clock when it released the retry.
      long late = task.timestamp() - due;
      if (late < 0) {
        early.incrementAndGet();
      }
      lateness.incrementAndGet((int) Math.min(LATEST_MS, Math.max(0, late)));
      retries.incrementAndGet();
    }
  }

  void report() {
    System.out.printf(
        "lateness of %,d retries: p50 %d ms, p99 %d ms, p99.9 %d ms, max %d ms; early %d%n",
        retries.get(), quantile(0.5), quantile(0.99), quantile(0.999), quantile(1), early.get());
  }

  private int quantile(double quantile) {
    long rank = (long) Math.ceil(quantile * retries.get());
    long seen = 0;
    for (int ms = 0; ms <= LATEST_MS; ms++) {
      seen += lateness.get(ms);
      if (seen >= rank) {
        return ms;
      }
    }
    return LATEST_MS;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
