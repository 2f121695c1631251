package com.irisx.webhooks.benchmarks;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What one endpoint of many that takes connections and never answers costs the throughput of the
 * rest, over {@code ./run --no-demo} in a process of its own. The same burst on the rest is
 * measured in turn with the black one's webhook paused and at work; its deliveries are queued
 * before. Load and receiver run on the same cores.
 *
 * <p>Arguments: webhooks in all (1,000), events per round (100,000), queued deliveries of the black
 * one (20,000), rounds of each kind (8).
 */
public final class IsolationMany {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The longest that a request to the black one can be under way. */
  private static final long TIMEOUT_SECONDS = 11;

  /** Bursts before the first round, until the JVM has compiled what runs. */
  private static final int WARM_UPS = 3;

  private static final int LAG_MEASURED_EVERY_SECONDS = 6;
  private static final int CONCURRENCY = 10;
  private static final int BACKLOG = 1_024;
  private static final Pattern LAG = Pattern.compile("(?m)^webhooks_projection_lag\\S* (\\S+)$");

  private final AdminClient api;
  private final CountedLoad load;
  private final int healthy;
  private final int events;

  private IsolationMany(AdminClient api, CountedLoad load, int healthy, int events) {
    this.api = api;
    this.load = load;
    this.healthy = healthy;
    this.events = events;
  }

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int webhooks = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    int events = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    int queued = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 8;
    System.out.printf(
        "isolation-many: %d webhooks, one of them black with %d queued; bursts of %d events%n",
        webhooks, queued, events);
    try (Stack stack = Stack.start(Path.of("").toAbsolutePath());
        CountedLoad load =
            new CountedLoad(stack.bootstrapServers(), events * (WARM_UPS + 2 * rounds));
        MeasuredLoad black = new MeasuredLoad(stack.bootstrapServers());
        Receiver receiver = Receiver.start(load::received);
        ServerSocket blackHole = new ServerSocket(0, BACKLOG)) {
      AdminClient api = new AdminClient(stack::api);
      for (int i = 0; i < webhooks - 1; i++) {
        api.webhook(api.tenant(CountedLoad.tenant(i)), receiver.url("/" + i), CONCURRENCY);
      }
      String key = api.tenant("black");
      UUID id = api.webhook(key, "http://127.0.0.1:" + blackHole.getLocalPort() + "/", CONCURRENCY);
      TimeUnit.SECONDS.sleep(2);
      IsolationMany benchmark = new IsolationMany(api, load, webhooks - 1, events);
      for (int i = 0; i < WARM_UPS; i++) {
        benchmark.burst();
      }
      black.burst("black", queued);
      benchmark.alternate(rounds, "/v1/webhooks/" + id, key);
    }
  }

  /** In the order ABBA, so that whatever drifts is in both. */
  private void alternate(int rounds, String webhook, String key) throws Exception {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    System.out.println("round   black paused   at work   deliveries/s of the rest");
    for (int i = 1; i <= rounds; i++) {
      for (boolean paused : new boolean[] {i % 2 == 1, i % 2 == 0}) {
        api.post(webhook + (paused ? "/pause" : "/resume"), key, Map.of());
        // Until what was under way has timed out, or as much is under way as may be.
        TimeUnit.SECONDS.sleep(TIMEOUT_SECONDS);
        (paused ? without : with).add(burst());
      }
      System.out.printf("%5d   %12.0f   %7.0f%n", i, without.get(i - 1), with.get(i - 1));
    }
    double before = median(without);
    double beside = median(with);
    System.out.printf(
        "median  %12.0f   %7.0f   ratio %.3f; repeated requests: %d%n",
        before, beside, beside / before, load.repeated());
    printRatio(without, with);
  }

  /** Rounds drift together, so each is compared with its own other half. */
  private static void printRatio(List<Double> without, List<Double> with) {
    double[] logs =
        IntStream.range(0, with.size())
            .mapToDouble(i -> Math.log(with.get(i) / without.get(i)))
            .toArray();
    double mean = Arrays.stream(logs).average().orElse(Double.NaN);
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double standardError = Math.sqrt(squares / (logs.length - 1) / logs.length);
    System.out.printf(
        "at work / paused, geometric mean over rounds: %.3f, standard error %.3f%n",
        Math.exp(mean), standardError);
  }

  /** Deliveries per second, from the first event to the last request. */
  private double burst() throws Exception {
    long start = System.nanoTime();
    load.burst(events, healthy);
    if (!load.awaitAll(LIMIT)) {
      throw new IllegalStateException(load.missing() + " not received within " + LIMIT);
    }
    double rate = events / ((System.nanoTime() - start) / 1e9);
    awaitDatabase();
    return rate;
  }

  /** The database has what the burst did: otherwise its work would fall into the next round. */
  private void awaitDatabase() throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    do {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the database is still behind after " + LIMIT);
      }
      TimeUnit.SECONDS.sleep(LAG_MEASURED_EVERY_SECONDS);
    } while (!(lag() < events / 100.0)); // not a number while it is not known
  }

  private double lag() throws Exception {
    Matcher lag = LAG.matcher(api.get("/actuator/prometheus", AdminClient.ADMIN_TOKEN));
    double sum = 0;
    int found = 0;
    for (; lag.find(); found++) {
      sum += Double.parseDouble(lag.group(1));
    }
    if (found == 0) {
      throw new IllegalStateException("no webhooks_projection_lag among the metrics");
    }
    return sum;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
