package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events of 1 KB, in turn to tenants {@code tenant0}, {@code tenant1} and so on, each counted at
 * its endpoint: how many came, how many came again.
 *
 * <p>Threading: one thread produces, the receiver's threads call {@link #received}.
 */
final class CountedLoad implements AutoCloseable {

  private static final String TYPE = "call.completed";
  private static final String ID = "load_";
  private static final String FILLER = "x".repeat(700);

  /** Between two looks at whether everything came. */
  private static final long LOOK_MS = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicIntegerArray times;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private int produced;

  /**
   * A load of at most {@code maxEvents}.
   *
   * @param bootstrapServers of the broker
   */
  CountedLoad(String bootstrapServers, int maxEvents) {
    times = new AtomicIntegerArray(maxEvents);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static String tenant(int number) {
    return "tenant" + number;
  }

  /** Produces evenly over {@code duration}; returns when the last is with the broker. */
  void produce(int rate, Duration duration, int tenants) {
    long start = System.nanoTime();
    long events = duration.toSeconds() * rate;
    for (long i = 0; i < events; i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
      // A millisecond's worth at a time: waking up for each would cost more than the event.
      if (due - System.nanoTime() > TimeUnit.MILLISECONDS.toNanos(1)) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      produceOne(tenants);
    }
    producer.flush();
  }

  /** Produces as fast as the broker takes them. */
  void burst(int events, int tenants) {
    for (int i = 0; i < events; i++) {
      produceOne(tenants);
    }
    producer.flush();
  }

  private void produceOne(int tenants) {
    int number = produced++;
    byte[] event =
        ("{\"id\":\""
                + ID
                + number
                + "\",\"tenant_id\":\""
                + tenant(number % tenants)
                + "\",\"type\":\""
                + TYPE
                + "\",\"occurred_at\":\""
                + Instant.now()
                + "\",\"data\":{\"call_sid\":\"CA0123456789\",\"duration_seconds\":42,"
                + "\"from\":\"+14155550100\",\"to\":\"+14155550199\",\"filler\":\""
                + FILLER
                + "\"}}")
            .getBytes(UTF_8);
    var unused = producer.send(new ProducerRecord<>("events.call", event));
  }

  /** An endpoint got an event. */
  void received(String id) {
    int number = Integer.parseInt(id, ID.length(), id.length(), 10);
    if (times.incrementAndGet(number) == 1) {
      received.incrementAndGet();
    } else {
      repeated.incrementAndGet();
    }
  }

  /** Different events that came. */
  long received() {
    return received.get();
  }

  /** Requests beyond the first for an event. */
  long repeated() {
    return repeated.get();
  }

  /** Produced and not received. */
  long missing() {
    return produced - received.get();
  }

  /** Waits until everything came, up to {@code limit}; whether it did. */
  boolean awaitAll(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (missing() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    return missing() == 0;
  }

  @Override
  public void close() {
    producer.close();
  }
}
