package com.irisx.webhooks.benchmarks;

import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.embedded.KafkaSettings;
import com.irisx.webhooks.embedded.ListenPort;
import com.irisx.webhooks.schema.TopicSetup;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.streams.config.PartSettings;
import com.irisx.webhooks.streams.config.StreamsSettings;
import com.irisx.webhooks.streams.schedule.ScheduleMetrics;
import com.irisx.webhooks.streams.schedule.ScheduleTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;

/**
 * SCHEDULE with many pending retries: what they do to the heap, what a punctuation costs while the
 * store empties, how late retries are released, how long a lost store takes to come back. A real
 * broker and SCHEDULE in this process; a loop in place of the dispatcher that answers each task
 * without calling anyone.
 *
 * <p>Arguments: pending retries (1,000,000), falling due per second (2,000), seconds until the
 * first falls due (420).
 */
public final class Backlog {

  private static final Duration WINDOW = Duration.ofSeconds(50);

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final int pending;
  private final int perSecond;
  private final Duration lead;
  private final StreamsSettings settings;

  private Backlog(int pending, int perSecond, Duration lead, StreamsSettings settings) {
    this.pending = pending;
    this.perSecond = perSecond;
    this.lead = lead;
    this.settings = settings;
  }

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int pending = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    Duration lead = Duration.ofSeconds(args.length > 2 ? Integer.parseInt(args[2]) : 420);
    Path directory = Files.createTempDirectory("webhooks-benchmark");
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(new KafkaSettings(directory.resolve("kafka"), ListenPort.free()))) {
      StreamsSettings settings =
          StreamsSettings.of(
              Map.of(
                  "WEBHOOKS_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                  "WEBHOOKS_SECRET_KEYSET", SecretCipher.newKeyset(),
                  "WEBHOOKS_STATE_DIR", directory.resolve("state").toString()));
      new Backlog(pending, perSecond, lead, settings).run();
    } finally {
      delete(directory);
    }
  }

  private void run() throws Exception {
    System.out.printf(
        "backlog: %,d pending retries of 1 KB, %,d falling due per second, from %d s on%n",
        pending, perSecond, lead.toSeconds());
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", settings.kafka().bootstrapServers()))) {
      new TopicSetup(Topics.DEFAULT, settings.partitions(), (short) 1).ensure(admin);
    }
    long firstDue = System.currentTimeMillis() + lead.toMillis();
    KafkaStreams schedule = start();
    try (PretendDispatcher dispatcher =
            new PretendDispatcher(settings.kafka().bootstrapServers(), firstDue, perSecond);
        BacklogLoad load = new BacklogLoad(settings.kafka().bootstrapServers())) {
      load.subscribe();
      fill(load);
      schedule.close();
      delete(settings.stateDirectory());
      long began = System.nanoTime();
      schedule = start();
      System.out.printf(
          "restored %,d pending after losing the local state: %.1f s (%.2f s per 100,000)%n",
          pending, seconds(began), seconds(began) / pending * 100_000);
      if (System.currentTimeMillis() > firstDue) {
        System.out.println(
            "the first fell due meanwhile: give more seconds, lateness is not valid");
      }
      drain(dispatcher);
      dispatcher.report();
    } finally {
      schedule.close();
    }
  }

  private void fill(BacklogLoad load) throws Exception {
    long began = System.nanoTime();
    heap("empty");
    for (int quarter = 1; quarter <= 4; quarter++) {
      int upTo = (int) ((long) pending * quarter / 4);
      load.produceUpTo(upTo);
      while (waiting() < upTo) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      heap(String.format("%,d pending", upTo));
    }
    System.out.printf(
        "filled in %.0f s, %,.0f deliveries/s failed and parked%n",
        seconds(began), pending / seconds(began));
  }

  /** Cost per released entry, window by window: a slope here would be RocksDB's tombstones. */
  private void drain(PretendDispatcher dispatcher) throws InterruptedException {
    Timer punctuation = metrics.get("webhooks.schedule.punctuation").timer();
    while (dispatcher.retries() == 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    System.out.println("   released   punctuations   us each   us per released entry");
    while (dispatcher.retries() < pending) {
      long released = dispatcher.retries();
      long count = punctuation.count();
      double micros = punctuation.totalTime(TimeUnit.MICROSECONDS);
      long end = System.nanoTime() + WINDOW.toNanos();
      while (System.nanoTime() < end && dispatcher.retries() < pending) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      long more = dispatcher.retries() - released;
      double spent = punctuation.totalTime(TimeUnit.MICROSECONDS) - micros;
      long punctuations = Math.max(1, punctuation.count() - count);
      System.out.printf(
          "%,11d %,14d %9.0f %14.1f%n",
          dispatcher.retries(), punctuations, spent / punctuations, spent / Math.max(1, more));
    }
    heap("empty again");
  }

  private KafkaStreams start() throws InterruptedException {
    KafkaStreams schedule =
        new KafkaStreams(
            new ScheduleTopology(
                    Topics.DEFAULT,
                    settings.limits(),
                    new ScheduleMetrics(metrics),
                    InstantSource.system())
                .get(),
            PartSettings.schedule(settings));
    schedule.start();
    while (schedule.state() != KafkaStreams.State.RUNNING) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return schedule;
  }

  private double waiting() {
    return metrics.get("webhooks.schedule.waiting").tag("for", "time").gauge().value();
  }

  private static void heap(String when) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "heap in use, %s: %,d MiB%n", when, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
