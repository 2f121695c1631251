package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Events of 1 KB at a steady rate, in turn to tenants {@code tenant0}, {@code tenant1} and so on,
 * and the time from the call of the producer's {@code send} to the last byte at the endpoint.
 *
 * <p>Threading: one thread produces, the receiver's threads call {@link #received}.
 */
final class MeasuredLoad implements AutoCloseable {

  private static final Duration LAST_WAIT = Duration.ofSeconds(30);
  private static final String FILLER = "x".repeat(700);

  private final KafkaProducer<byte[], byte[]> producer;
  private final ConcurrentHashMap<String, Long> sent = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private long number;

  MeasuredLoad(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static String tenant(int number) {
    return "tenant" + number;
  }

  /** Produces, waits for what is under way and returns the latencies in nanoseconds, sorted. */
  long[] measure(int rate, Duration duration, int tenants) throws InterruptedException {
    nanos.clear();
    long gap = TimeUnit.SECONDS.toNanos(1) / rate;
    long start = System.nanoTime();
    long events = duration.toSeconds() * rate;
    for (long i = 0; i < events; i++) {
      long due = start + i * gap;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      String id = "evt_" + number++;
      byte[] event = event(id, tenant((int) (i % tenants)));
      sent.put(id, System.nanoTime());
      send(event);
    }
    long deadline = System.nanoTime() + LAST_WAIT.toNanos();
    while (!sent.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** As many events as fast as they go, not measured. */
  void burst(String tenant, int events) {
    for (int i = 0; i < events; i++) {
      send(event("burst_" + number++, tenant));
    }
    producer.flush();
  }

  /** Events that were measured and have not arrived. */
  int missing() {
    return sent.size();
  }

  /** An endpoint got an event. */
  void received(String id) {
    long now = System.nanoTime();
    Long then = sent.remove(id);
    if (then != null) {
      nanos.add(now - then);
    }
  }

  /** A quantile in milliseconds; not a number if nothing was measured. */
  static double quantile(long[] sorted, double quantile) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int at = (int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1);
    return sorted[at] / 1e6;
  }

  private void send(byte[] event) {
    var unused = producer.send(new ProducerRecord<>("events.call", event));
  }

  private static byte[] event(String id, String tenant) {
    return ("""
        {"id":"%s","tenant_id":"%s","type":"call.completed","occurred_at":"%s",\
        "data":{"call_sid":"CA0123456789","duration_seconds":42,"from":"+14155550100",\
        "to":"+14155550199","filler":"%s"}}"""
            .formatted(id, tenant, Instant.now(), FILLER))
        .getBytes(UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
