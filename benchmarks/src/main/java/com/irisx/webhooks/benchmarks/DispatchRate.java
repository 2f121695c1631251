package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.secret.SigningSecret;
import com.irisx.webhooks.streams.dispatch.DispatchListener;
import com.irisx.webhooks.streams.dispatch.DispatchSettings;
import com.irisx.webhooks.streams.dispatch.Dispatcher;
import com.irisx.webhooks.streams.dispatch.HttpSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * In turn, round by round: (a) DISPATCH, from tasks on the topic to acknowledged results; (b) its
 * HTTP client alone making the same POSTs; (c) {@code wrk} with the same body. All against one
 * nginx. The broker of (a) is a process of its own on the same cores. CPU is that of this JVM.
 *
 * <p>Arguments: rounds (5), requests per round (200000), webhooks (50). Needs {@code nginx} and
 * {@code wrk} on the path.
 */
public final class DispatchRate {

  private static final Topics TOPICS = new Topics("bench.");
  private static final int PARTITIONS = 12;
  private static final int IN_FLIGHT = 256;
  private static final int WRK_SECONDS = 5;

  /** As long as compilation of hot code goes on in these rounds, it is what they measure. */
  private static final int WARM_UP_ROUNDS = 8;

  private static final String TENANT = "benchmark";
  private static final long LOOK_MS = 10;
  private static final byte[] BODY =
      ("{\"id\":\"evt_1\",\"event\":\"call.completed\",\"timestamp\":\"2026-11-01T12:00:00Z\",\"data\":{\"filler\":\""
              + "x".repeat(920)
              + "\"}}")
          .getBytes(UTF_8);

  private final Nginx nginx;
  private final BrokerProcess broker;
  private final Admin admin;
  private final Map<UUID, Subscription> webhooks = new HashMap<>();
  private final SecretCipher cipher = SecretCipher.of(SecretCipher.newKeyset());

  private DispatchRate(Nginx nginx, BrokerProcess broker, Admin admin) {
    this.nginx = nginx;
    this.broker = broker;
    this.admin = admin;
  }

  /**
   * What a round measured.
   *
   * @param cpuMicros per request, of this JVM
   * @param nginxMicros per request, of nginx
   * @param brokerMicros per request, of the broker
   */
  private record Figures(double rate, double cpuMicros, double nginxMicros, double brokerMicros) {
    static double median(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
      return DispatchRate.median(rounds.stream().map(figure::applyAsDouble).toList());
    }
  }

  /** CPU time used so far. */
  private record Spent(Duration own, Duration nginx, Duration broker) {
    Figures since(Spent start, double rate, int requests) {
      return new Figures(
          rate,
          micros(start.own, own, requests),
          micros(start.nginx, nginx, requests),
          micros(start.broker, broker, requests));
    }

    private static double micros(Duration from, Duration to, int requests) {
      return to.minus(from).toNanos() / 1e3 / requests;
    }
  }

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int requests = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    int webhooks = args.length > 2 ? Integer.parseInt(args[2]) : 50;
    System.out.printf(
        "dispatch: %d rounds of %d POSTs of %d bytes to %d webhooks, %d in flight%n",
        rounds, requests, BODY.length, webhooks, IN_FLIGHT);
    try (Nginx nginx = Nginx.start();
        BrokerProcess broker = BrokerProcess.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        BareClient client = new BareClient(HttpSettings.DEFAULT.eventLoops(), IN_FLIGHT)) {
      DispatchRate benchmark = new DispatchRate(nginx, broker, admin);
      benchmark.setUp(webhooks);
      List<Figures> dispatch = new ArrayList<>();
      List<Figures> bare = new ArrayList<>();
      List<Double> wrk = new ArrayList<>();
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        Figures a = benchmark.dispatch(requests);
        Figures b = benchmark.bare(client, requests);
        System.out.printf("warm-up: (a) %.0f/s  (b) %.0f/s%n", a.rate(), b.rate());
      }
      for (int round = 1; round <= rounds; round++) {
        Figures a = benchmark.dispatch(requests);
        Figures b = benchmark.bare(client, requests);
        double c = Wrk.rate(nginx.url("/0"), BODY, IN_FLIGHT, WRK_SECONDS);
        System.out.printf(
            "round %d: (a) %.0f/s, %.1f us CPU  (b) %.0f/s, %.1f us CPU  (c) %.0f/s  a/b %.2f  a/c %.2f%n",
            round,
            a.rate(),
            a.cpuMicros(),
            b.rate(),
            b.cpuMicros(),
            c,
            a.rate() / b.rate(),
            a.rate() / c);
        dispatch.add(a);
        bare.add(b);
        wrk.add(c);
      }
      report(dispatch, bare, wrk);
    }
  }

  private static void report(List<Figures> dispatch, List<Figures> bare, List<Double> wrk) {
    int rounds = wrk.size();
    System.out.printf(
        "medians: (a) %.0f/s, %.1f us CPU  (b) %.0f/s, %.1f us CPU  (c) %.0f/s  a/b %.2f  a/c %.2f%n",
        Figures.median(dispatch, Figures::rate),
        Figures.median(dispatch, Figures::cpuMicros),
        Figures.median(bare, Figures::rate),
        Figures.median(bare, Figures::cpuMicros),
        median(wrk),
        median(
            IntStream.range(0, rounds)
                .mapToObj(i -> dispatch.get(i).rate() / bare.get(i).rate())
                .toList()),
        median(
            IntStream.range(0, rounds)
                .mapToObj(i -> dispatch.get(i).rate() / wrk.get(i))
                .toList()));
    System.out.printf(
        "beside it: nginx %.1f us CPU per request in (a), %.1f in (b); broker %.1f in (a)%n",
        Figures.median(dispatch, Figures::nginxMicros),
        Figures.median(bare, Figures::nginxMicros),
        Figures.median(dispatch, Figures::brokerMicros));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private void setUp(int count) {
    new TopicSetup(TOPICS, PARTITIONS, (short) 1).ensure(admin);
    for (int i = 0; i < count; i++) {
      UUID id = UUID.randomUUID();
      webhooks.put(
          id,
          new Subscription(
              id,
              TENANT,
              1,
              nginx.url("/" + i),
              List.of("*"),
              true,
              cipher.encrypt(id, SigningSecret.generate(new SecureRandom())),
              null,
              null,
              100_000,
              6_000_000,
              Subscription.DEFAULT_MAX_ATTEMPTS,
              Subscription.DEFAULT_RETRY_SCHEDULE_SECONDS,
              Subscription.DEFAULT_TIMEOUT_MS,
              100,
              Map.of(),
              null,
              null));
    }
  }

  private Figures dispatch(int requests) throws Exception {
    long before = results();
    readByScheduler();
    produce(requests);
    Spent spentBefore = spent();
    Dispatcher dispatcher = start();
    while (results() == before) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    long atStart = results();
    long start = System.nanoTime();
    while (results() < before + requests) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    dispatcher.close(Duration.ofSeconds(10));
    return spent().since(spentBefore, (before + requests - atStart) / seconds, requests);
  }

  private Figures bare(BareClient client, int requests) throws Exception {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Content-Type", "application/json")
            .add("User-Agent", "IRISX-Webhooks/0.1.0")
            .add("X-IRISX-Event", "call.completed")
            .add("X-IRISX-Delivery", UUID.randomUUID().toString())
            .add("X-IRISX-Attempt", "1")
            .add("X-IRISX-Timestamp", "1790000000")
            .add("X-IRISX-Signature", "sha256=" + "0".repeat(64))
            .add("webhook-id", UUID.randomUUID().toString())
            .add("webhook-timestamp", "1790000000")
            .add("webhook-signature", "v1," + "0".repeat(44));
    Spent before = spent();
    long start = System.nanoTime();
    long failed = client.run(nginx.port(), BODY, headers, requests, IN_FLIGHT);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (failed > 0) {
      throw new IllegalStateException(failed + " requests of the bare client failed");
    }
    return spent().since(before, requests / seconds, requests);
  }

  private Dispatcher start() {
    DispatchSettings defaults = DispatchSettings.DEFAULT;
    return Dispatcher.start(
        new DispatchSettings(
            TOPICS.prefix() + "dispatch-",
            TOPICS.prefix() + "schedule",
            Integer.getInteger("slots", defaults.firstSlots()),
            defaults.retrySlots(),
            defaults.commitInterval(),
            defaults.lookUpLimit(),
            defaults.longestTimeout(),
            defaults.headerPrefix(),
            defaults.maxEndpoints(),
            defaults.http().withAllowHttp(true)),
        (tenant, webhook) -> webhooks.get(webhook),
        cipher,
        AddressPolicy.allowing("127.0.0.0/8"),
        TOPICS,
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new SimpleMeterRegistry(),
        new FailOnTrouble());
  }

  private void produce(int tasks) {
    UUID[] ids = webhooks.keySet().toArray(UUID[]::new);
    Arrays.sort(ids);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < tasks; i++) {
        UUID webhook = ids[i % ids.length];
        Delivery delivery =
            new Delivery(
                UUID.randomUUID(),
                webhook,
                TENANT,
                "evt_" + i,
                "call.completed",
                "2026-11-01T12:00:00Z",
                1,
                0);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    TOPICS.deliveryTasks(),
                    null,
                    webhook.toString().getBytes(UTF_8),
                    BODY,
                    DeliveryHeaders.task(delivery, 1)));
      }
    }
  }

  /** Acknowledged results, ever. */
  private long results() throws Exception {
    return ends().values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<TopicPartition, Long> ends() throws Exception {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, PARTITIONS)
            .mapToObj(i -> new TopicPartition(TOPICS.attemptResults(), i))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** The scheduler has read all results, as it has where it runs: none is read again at a start. */
  private void readByScheduler() throws Exception {
    admin
        .alterConsumerGroupOffsets(
            TOPICS.prefix() + "schedule",
            ends().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue()))))
        .all()
        .get();
  }

  private Spent spent() {
    return new Spent(ProcessCpu.own(), nginx.cpu(), broker.cpu());
  }

  /** What must not happen here. */
  private static final class FailOnTrouble implements DispatchListener {
    @Override
    public void onPoison(ConsumerRecord<byte[], byte[]> record, String problem) {
      throw new IllegalStateException(problem);
    }

    @Override
    public void onLaneFailed(String lane, Throwable failure) {
      failure.printStackTrace();
      System.exit(1);
    }
  }
}
