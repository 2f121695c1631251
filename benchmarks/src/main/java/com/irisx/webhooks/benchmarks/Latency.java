package com.irisx.webhooks.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Latency at a steady rate over the whole stack in a process of its own; see {@link MeasuredLoad}.
 *
 * <p>Arguments: events per second (500), seconds measured (30), webhooks (20). Settings of the
 * stack are taken from the environment.
 */
public final class Latency {

  private static final Duration WARM_UP = Duration.ofMinutes(2);

  private Latency() {}

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 500;
    Duration measured = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 30);
    int webhooks = args.length > 2 ? Integer.parseInt(args[2]) : 20;
    System.out.printf(
        "latency: %d events/s of 1 KB, %d s after %d s of warm-up, %d tenants with a webhook each%n",
        rate, measured.toSeconds(), WARM_UP.toSeconds(), webhooks);
    try (Stack stack = Stack.start(Path.of("").toAbsolutePath());
        MeasuredLoad load = new MeasuredLoad(stack.bootstrapServers());
        Receiver receiver = Receiver.start(load::received)) {
      AdminClient api = new AdminClient(stack::api);
      for (int i = 0; i < webhooks; i++) {
        api.webhook(api.tenant(MeasuredLoad.tenant(i)), receiver.url("/" + i), 100);
      }
      TimeUnit.SECONDS.sleep(2);
      load.measure(rate, WARM_UP, webhooks);
      Duration before = cpu(stack);
      long[] latencies = load.measure(rate, measured, webhooks);
      Duration cpu = cpu(stack).minus(before);
      report(latencies, load.missing(), cpu.toNanos() / 1e3 / (rate * measured.toSeconds()));
    }
  }

  private static void report(long[] latencies, int missing, double cpuMicros) {
    System.out.printf("events %d, not received %d%n", latencies.length + missing, missing);
    for (double quantile : List.of(0.5, 0.9, 0.99, 0.999, 1.0)) {
      System.out.printf(
          "p%-5s %8.2f ms%n", quantile * 100, MeasuredLoad.quantile(latencies, quantile));
    }
    System.out.printf(
        "CPU of the stack: %.0f us per event (broker and both apps; the database has processes of its own)%n",
        cpuMicros);
  }

  private static Duration cpu(Stack stack) {
    return stack.process().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
