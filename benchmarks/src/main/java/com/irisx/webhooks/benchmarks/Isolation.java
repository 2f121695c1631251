package com.irisx.webhooks.benchmarks;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What a dead endpoint with a long queue costs its neighbours. The same load on healthy webhooks is
 * measured in turn with the dead one paused and at work; its endpoint takes connections and never
 * answers.
 *
 * <p>Arguments: events per second (300), seconds per round (40), healthy webhooks (1,000), queued
 * deliveries of the dead one (100,000), rounds of each kind (3).
 */
public final class Isolation {

  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final int BACKLOG = 1_024;

  private Isolation() {}

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    Duration round = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 40);
    int webhooks = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
    int queued = args.length > 3 ? Integer.parseInt(args[3]) : 100_000;
    int rounds = args.length > 4 ? Integer.parseInt(args[4]) : 3;
    System.out.printf(
        "isolation: %d events/s over %d healthy webhooks, a dead one with %d queued%n",
        rate, webhooks, queued);
    try (Stack stack = Stack.start(Path.of("").toAbsolutePath());
        MeasuredLoad load = new MeasuredLoad(stack.bootstrapServers());
        Receiver receiver = Receiver.start(load::received);
        ServerSocket blackHole = new ServerSocket(0, BACKLOG)) {
      AdminClient api = new AdminClient(stack::api);
      for (int i = 0; i < webhooks; i++) {
        api.webhook(api.tenant(MeasuredLoad.tenant(i)), receiver.url("/" + i), 10);
      }
      String key = api.tenant("dead");
      UUID dead = api.webhook(key, "http://127.0.0.1:" + blackHole.getLocalPort() + "/", 10);
      TimeUnit.SECONDS.sleep(2);
      load.measure(rate, WARM_UP, webhooks);
      load.burst("dead", queued);
      System.out.println("round   dead one     p50 ms     p99 ms");
      for (int i = 1; i <= rounds; i++) {
        api.post("/v1/webhooks/" + dead + "/pause", key, Map.of());
        measure(load, i, "paused", rate, round, webhooks);
        api.post("/v1/webhooks/" + dead + "/resume", key, Map.of());
        measure(load, i, "at work", rate, round, webhooks);
      }
    }
  }

  private static void measure(
      MeasuredLoad load, int round, String what, int rate, Duration duration, int webhooks)
      throws InterruptedException {
    TimeUnit.SECONDS.sleep(15); // until requests that were under way have timed out
    long[] latencies = load.measure(rate, duration, webhooks);
    System.out.printf(
        "%5d   %-8s %10.2f %10.2f   not received %d%n",
        round,
        what,
        MeasuredLoad.quantile(latencies, 0.5),
        MeasuredLoad.quantile(latencies, 0.99),
        load.missing());
  }
}
