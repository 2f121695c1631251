package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Latency from the call of the producer's {@code send} to the last byte of the request at the
 * endpoint, at a steady rate of 1 KB events, over the whole stack in a process of its own.
 *
 * <p>Arguments: events per second (500), seconds measured (30), webhooks (20).
 */
public final class Latency {

  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final Duration LAST_WAIT = Duration.ofSeconds(30);
  private static final String TENANT = "benchmark";

  private final ConcurrentHashMap<String, Long> sent = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
  private volatile boolean measuring;

  private Latency() {}

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 30;
    int webhooks = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    new Latency().run(Path.of("").toAbsolutePath(), rate, Duration.ofSeconds(seconds), webhooks);
  }

  private void run(Path root, int rate, Duration measured, int webhooks) throws Exception {
    System.out.printf(
        "latency: %d events/s of 1 KB, %d s after %d s of warm-up, %d tenants with a webhook each%n",
        rate, measured.toSeconds(), WARM_UP.toSeconds(), webhooks);
    try (Stack stack = Stack.start(root);
        Receiver receiver = Receiver.start(this::received);
        KafkaProducer<byte[], byte[]> producer = producer(stack)) {
      Operator operator = new Operator(stack);
      for (int i = 0; i < webhooks; i++) {
        operator.webhook(operator.tenant(TENANT + i), receiver.url("/" + i), 100);
      }
      TimeUnit.SECONDS.sleep(2);
      produce(producer, rate, WARM_UP, webhooks);
      measuring = true;
      Duration cpuBefore = cpu(stack);
      long events = produce(producer, rate, measured, webhooks);
      Duration cpu = cpu(stack).minus(cpuBefore);
      awaitAll();
      report(events, cpu);
    }
  }

  private long produce(
      KafkaProducer<byte[], byte[]> producer, int rate, Duration duration, int webhooks) {
    long gap = TimeUnit.SECONDS.toNanos(1) / rate;
    long start = System.nanoTime();
    long events = duration.toSeconds() * rate;
    for (long i = 0; i < events; i++) {
      long due = start + i * gap;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      String id = "evt_" + start + "_" + i;
      byte[] event = event(id, TENANT + i % webhooks);
      sent.put(id, System.nanoTime());
      var unused = producer.send(new ProducerRecord<>("events.call", event));
    }
    return events;
  }

  private void received(String id) {
    long now = System.nanoTime();
    Long then = sent.remove(id);
    if (then != null && measuring) {
      nanos.add(now - then);
    }
  }

  private void awaitAll() throws InterruptedException {
    long deadline = System.nanoTime() + LAST_WAIT.toNanos();
    while (!sent.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void report(long events, Duration cpu) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    System.out.printf("events %d, not received %d%n", events, sent.size());
    for (double quantile : List.of(0.5, 0.9, 0.99, 0.999, 1.0)) {
      int at = (int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1);
      System.out.printf("p%-5s %8.2f ms%n", quantile * 100, sorted[at] / 1e6);
    }
    System.out.printf(
        "CPU of the stack: %.0f us per event (broker and both apps; the database has processes of its own)%n",
        cpu.toNanos() / 1e3 / events);
  }

  private static Duration cpu(Stack stack) {
    return stack.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static KafkaProducer<byte[], byte[]> producer(Stack stack) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", 0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static byte[] event(String id, String tenant) {
    String filler = "x".repeat(700);
    return ("""
        {"id":"%s","tenant_id":"%s","type":"call.completed","occurred_at":"%s",\
        "data":{"call_sid":"CA0123456789","duration_seconds":42,"from":"+14155550100",\
        "to":"+14155550199","filler":"%s"}}"""
            .formatted(id, tenant, Instant.now(), filler))
        .getBytes(UTF_8);
  }
}
