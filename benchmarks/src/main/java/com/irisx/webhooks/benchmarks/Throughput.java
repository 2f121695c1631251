package com.irisx.webhooks.benchmarks;

import com.irisx.webhooks.schema.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * The whole path, {@code ./run --no-demo} in a process of its own, first at a steady rate, then
 * with a burst as fast as the broker takes it: what arrives, how far the rest is behind, the CPU
 * time of each stage and, in a smaller burst after that, where it goes. Load and receiver run on
 * the same cores.
 *
 * <p>Arguments: events per second (8000), seconds (60), events of the burst (500000), webhooks
 * (50), seconds of warm-up (60). Settings of the stack are taken from the environment.
 */
public final class Throughput {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int WARM_UP_DIVISOR = 2;

  /** Recording costs time of its own, so a burst of its own is recorded. */
  private static final int PROFILED_DIVISOR = 4;

  /** Requests in flight of one webhook. */
  private static final int CONCURRENCY = 100;

  private final Stack stack;
  private final CountedLoad load;
  private final AdminClient api;
  private final int webhooks;
  private final List<String> keys = new ArrayList<>();

  private Throughput(Stack stack, CountedLoad load, int webhooks) {
    this.stack = stack;
    this.load = load;
    this.api = new AdminClient(stack::api);
    this.webhooks = webhooks;
  }

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int rate = argument(args, 0, 8_000);
    Duration steady = Duration.ofSeconds(argument(args, 1, 60));
    int burst = argument(args, 2, 500_000);
    int webhooks = argument(args, 3, 50);
    Duration warmUp = Duration.ofSeconds(argument(args, 4, 60));
    System.out.printf(
        "throughput: %d events/s of 1 KB for %d s, then %d at once, to %d tenants with a webhook each%n",
        rate, steady.toSeconds(), burst, webhooks);
    long events =
        rate * (steady.toSeconds() + warmUp.toSeconds()) + burst + burst / PROFILED_DIVISOR;
    try (Stack stack = Stack.start(Path.of("").toAbsolutePath());
        CountedLoad load = new CountedLoad(stack.bootstrapServers(), Math.toIntExact(events));
        Receiver receiver = Receiver.start(load::received)) {
      Throughput throughput = new Throughput(stack, load, webhooks);
      throughput.createWebhooks(receiver);
      load.produce(rate / WARM_UP_DIVISOR, warmUp, webhooks);
      throughput.awaitAll("warm-up");
      throughput.measured("steady", () -> load.produce(rate, steady, webhooks));
      throughput.measured("burst", () -> load.burst(burst, webhooks));
      try (Hotspots hotspots = Hotspots.record(stack.process())) {
        load.burst(burst / PROFILED_DIVISOR, webhooks);
        throughput.awaitAll("profiled burst");
        hotspots.print(System.out);
      }
      System.out.printf("requests repeated %d, missing %d%n", load.repeated(), load.missing());
    }
  }

  private static int argument(String[] args, int index, int defaultValue) {
    return args.length > index ? Integer.parseInt(args[index]) : defaultValue;
  }

  private void createWebhooks(Receiver receiver) throws Exception {
    for (int i = 0; i < webhooks; i++) {
      String key = api.tenant(CountedLoad.tenant(i));
      keys.add(key);
      api.webhook(key, receiver.url("/" + i), CONCURRENCY);
    }
    TimeUnit.SECONDS.sleep(2);
  }

  private void measured(String name, Runnable produce) throws Exception {
    long before = load.received();
    Map<String, Long> cpu = StageCpu.of(stack.process(), stack.database());
    Duration own = ProcessCpu.own();
    long start = System.nanoTime();
    produce.run();
    double produced = seconds(start);
    long meanwhile = load.received() - before;
    awaitAll(name);
    double received = seconds(start);
    long events = load.received() - before;
    awaitDatabase(load.received());
    double written = seconds(start);
    Map<String, Long> spent = StageCpu.between(cpu, StageCpu.of(stack.process(), stack.database()));
    spent.put("load and receiver", ProcessCpu.own().minus(own).toNanos() / 1_000);
    System.out.printf(
        "%s: %d events produced in %.1f s, %.0f/s received meanwhile; all received after %.1f s"
            + " (%.0f/s), in the database after %.1f s (%.0f/s)%n",
        name,
        events,
        produced,
        meanwhile / produced,
        received,
        events / received,
        written,
        events / written);
    spent.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            stage ->
                System.out.printf(
                    "  %-20s %6.1f us CPU per delivery%n",
                    stage.getKey(), (double) stage.getValue() / events));
    System.out.printf(
        "  %-20s %6.1f us CPU per delivery%n",
        "sum", (double) spent.values().stream().mapToLong(Long::longValue).sum() / events);
  }

  private void awaitAll(String name) throws InterruptedException {
    if (!load.awaitAll(LIMIT)) {
      throw new IllegalStateException(
          name + ": " + load.missing() + " events not received within " + LIMIT);
    }
  }

  /** Until the API shows every delivery as made. */
  private void awaitDatabase(long deliveries) throws Exception {
    while (delivered() < deliveries) {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private long delivered() throws Exception {
    long sum = 0;
    for (String key : keys) {
      for (JsonNode webhook : Json.MAPPER.readTree(api.get("/v1/webhooks", key)).get("data")) {
        sum += webhook.get("successful_deliveries").asLong();
      }
    }
    return sum;
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }
}
