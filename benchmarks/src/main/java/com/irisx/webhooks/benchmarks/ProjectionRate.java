package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.Topics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * How fast the projection brings a backlog of deliveries into a durable database: arrivals with a
 * body of 700 bytes and outcomes, one in twenty with a retry. A first backlog warms up.
 *
 * <p>Arguments: deliveries (200000), webhooks (100).
 */
public final class ProjectionRate {

  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);
  private static final String TENANT = "benchmark";
  private static final byte[] BODY = ("{\"filler\":\"" + "x".repeat(700) + "\"}").getBytes(UTF_8);
  private static final int RETRIED_ONE_IN = 20;

  private ProjectionRate() {}

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int deliveries = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int webhooks = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    System.out.printf(
        "projection: %d deliveries of %d webhooks, arrivals and outcomes%n", deliveries, webhooks);
    try (AdminStack stack = AdminStack.start()) {
      AdminClient client = new AdminClient(stack::api);
      String key = client.tenant(TENANT);
      List<UUID> ids = new ArrayList<>();
      for (int i = 0; i < webhooks; i++) {
        ids.add(client.webhook(key));
      }
      run(stack, ids, deliveries / 4, false);
      run(stack, ids, deliveries, true);
    }
  }

  private static void run(AdminStack stack, List<UUID> webhooks, int deliveries, boolean report)
      throws Exception {
    stack.stopApi();
    produce(stack, webhooks, deliveries);
    long before = ended(stack);
    long beforePayloads = payloads(stack);
    stack.startApi();
    long databaseCpu = stack.databaseCpuNanos();
    long apiCpu = projectionCpuNanos();
    while (ended(stack) == before && payloads(stack) == beforePayloads) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    long start = System.nanoTime();
    while (ended(stack) < before + deliveries) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    while (payloads(stack) < beforePayloads + deliveries) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (report) {
      double database = (stack.databaseCpuNanos() - databaseCpu) / 1e3 / deliveries;
      double api = (projectionCpuNanos() - apiCpu) / 1e3 / deliveries;
      System.out.printf(
          "%.0f deliveries/s; CPU per delivery: %.0f us database, %.0f us projection threads;"
              + " on one core that is %.0f deliveries/s%n",
          deliveries / seconds, database, api, 1e6 / (database + api));
    }
  }

  private static void produce(AdminStack stack, List<UUID> webhooks, int deliveries)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Delivery> sent = new ArrayList<>(deliveries);
      List<Future<RecordMetadata>> arrivals = new ArrayList<>(deliveries);
      for (int i = 0; i < deliveries; i++) {
        UUID webhook = webhooks.get(i % webhooks.size());
        Delivery delivery =
            new Delivery(
                UUID.randomUUID(),
                webhook,
                TENANT,
                "evt_" + i,
                "call.completed",
                Instant.now().toString(),
                0,
                0);
        sent.add(delivery);
        arrivals.add(
            producer.send(
                new ProducerRecord<>(
                    TOPICS.deliveries(),
                    null,
                    webhook.toString().getBytes(UTF_8),
                    BODY,
                    DeliveryHeaders.of(delivery))));
      }
      for (int i = 0; i < deliveries; i++) {
        Instant at = Instant.ofEpochMilli(arrivals.get(i).get().timestamp());
        outcomes(producer, sent.get(i), at, i % RETRIED_ONE_IN == 0);
      }
      producer.flush();
    }
  }

  private static void outcomes(
      KafkaProducer<byte[], byte[]> producer, Delivery delivery, Instant at, boolean retried) {
    if (retried) {
      send(producer, outcome(delivery, at, DeliveryStatus.RETRYING, 1, AttemptError.HTTP_STATUS));
    }
    send(producer, outcome(delivery, at, DeliveryStatus.DELIVERED, retried ? 2 : 1, null));
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, DeliveryOutcome outcome) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                TOPICS.deliveryOutcomes(),
                outcome.deliveryId().toString().getBytes(UTF_8),
                DeliveryOutcome.FORMAT.write(outcome)));
  }

  private static DeliveryOutcome outcome(
      Delivery delivery,
      Instant createdAt,
      DeliveryStatus status,
      int attempt,
      @Nullable AttemptError error) {
    Instant at = createdAt.plusMillis(50L * attempt);
    return new DeliveryOutcome(
        delivery.deliveryId(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.tenantId(),
        delivery.webhookId(),
        status,
        status.terminal(),
        0,
        attempt,
        5,
        error == null ? 200 : 500,
        40L + delivery.hashCode() % 30,
        error,
        null,
        "ok",
        error == null ? null : at.plusSeconds(1),
        null,
        null,
        delivery.occurredAt(),
        createdAt,
        at,
        at.plusMillis(40));
  }

  private static long ended(AdminStack stack) throws Exception {
    return stack.number("SELECT coalesce(sum(delivered), 0) FROM webhook_statistics");
  }

  /** Cheap while it grows: rows ever inserted, as the database's own statistics have it. */
  private static long payloads(AdminStack stack) throws Exception {
    return stack.number(
        "SELECT coalesce(sum(n_tup_ins), 0) FROM pg_stat_user_tables"
            + " WHERE relname LIKE 'webhook_payloads%'");
  }

  private static long projectionCpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().contains("Listener-")) {
        nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return nanos;
  }
}
