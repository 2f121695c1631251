package com.irisx.webhooks.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How fast every list of the API answers over a million deliveries: the first page, and the
 * thousandth (or the last, where there are fewer) of 50 rows, over HTTP, one caller.
 *
 * <p>Arguments: deliveries (1000000), file for the plans of all statements (none).
 */
public final class Lists {

  private static final int WEBHOOKS = 100;
  private static final int WARM_UP = 100;
  private static final int REQUESTS = 300;
  private static final int PAGE = 1000;
  private static final String TENANT = "benchmark";

  private final AdminStack stack;
  private final AdminClient client;
  private final String key;

  private Lists(AdminStack stack, AdminClient client, String key) {
    this.stack = stack;
    this.client = client;
    this.key = key;
  }

  /** Runs and prints the figures. */
  public static void main(String[] args) throws Exception {
    int deliveries = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    try (AdminStack stack = AdminStack.start()) {
      AdminClient client = new AdminClient(stack::api);
      String key = client.tenant(TENANT);
      List<UUID> webhooks = new ArrayList<>();
      for (int i = 0; i < WEBHOOKS; i++) {
        webhooks.add(client.webhook(key));
      }
      ListData.load(stack, TENANT, webhooks, deliveries);
      System.out.printf("lists: %d deliveries, half of them of one webhook%n", deliveries);
      Lists lists = new Lists(stack, client, key);
      Map<String, String> paths = lists.paths(webhooks.get(0));
      lists.measure(paths);
      if (args.length > 1) {
        lists.explain(paths, Path.of(args[1]));
      }
    }
  }

  private Map<String, String> paths(UUID webhook) throws Exception {
    Map<String, String> paths = new LinkedHashMap<>();
    String base = "/v1/webhooks/" + webhook + "/deliveries";
    Instant now = Instant.now();
    String span =
        "since=" + now.minus(Duration.ofDays(20)) + "&until=" + now.minus(Duration.ofDays(2));
    List<String> filters = new ArrayList<>(List.of(""));
    for (String status :
        List.of("delivered", "failed", "pending", "retrying", "expired", "cancelled")) {
      filters.add("status=" + status);
    }
    filters.add("event_type=call.completed");
    filters.add("event_type=call.failed");
    filters.add("event_type=call.ringing");
    filters.add(span);
    filters.add("status=delivered&event_type=sms.sent");
    filters.add("status=failed&event_type=sms.sent");
    filters.add("status=failed&event_type=call.ringing");
    filters.add("status=delivered&event_type=call.failed&" + span);
    filters.add("status=failed&" + span);
    filters.add("status=pending&event_type=call.completed&" + span);
    filters.add("include=attempts");
    for (String filter : filters) {
      String shown = filter.replaceAll("=2[^&]*", "").replace("&", " ");
      paths.put("A6 " + shown, base + "?" + filter);
      String cursor = cursor(base + "?" + filter);
      if (cursor != null) {
        paths.put("A6 " + shown + " deep", base + "?" + filter + "&cursor=" + cursor);
      }
    }
    paths.put("A2", "/v1/webhooks");
    paths.put("A3", "/v1/webhooks/" + webhook);
    JsonNode page = Json.MAPPER.readTree(client.get(base, key));
    paths.put("A12", "/v1/webhooks/deliveries/" + page.get("data").get(0).get("id").asString());
    paths.put("A12 none", "/v1/webhooks/deliveries/" + UUID.randomUUID());
    paths.put("A13", "/v1/stats");
    return paths;
  }

  /** The cursor of the thousandth page, or of the last. Pages of 200 rows get there sooner. */
  private @Nullable String cursor(String path) throws Exception {
    String cursor = null;
    String next = "";
    int rows = 0;
    while (next != null && rows < PAGE * 50) {
      JsonNode page =
          Json.MAPPER.readTree(
              client.get(path + "&limit=200" + (cursor == null ? "" : "&cursor=" + cursor), key));
      next = page.get("next_cursor").isNull() ? null : page.get("next_cursor").asString();
      cursor = next == null ? cursor : next;
      rows += 200;
    }
    return cursor;
  }

  private void measure(Map<String, String> paths) throws Exception {
    for (Map.Entry<String, String> path : paths.entrySet()) {
      long[] nanos = new long[REQUESTS];
      for (int i = -WARM_UP; i < REQUESTS; i++) {
        long start = System.nanoTime();
        get(path.getValue());
        if (i >= 0) {
          nanos[i] = System.nanoTime() - start;
        }
      }
      Arrays.sort(nanos);
      System.out.printf(
          "%-62s p50 %6.2f ms  p99 %6.2f ms%n",
          path.getKey(), nanos[REQUESTS / 2] / 1e6, nanos[REQUESTS * 99 / 100] / 1e6);
    }
  }

  private void get(String path) throws InterruptedException {
    try {
      client.get(path, key);
    } catch (IOException e) {
      // A12 of what is not there answers 404.
    }
  }

  /** Has the database explain what each request makes it do, in a new pool of connections. */
  private void explain(Map<String, String> paths, Path file) throws Exception {
    stack.stopApi();
    for (String setting :
        List.of(
            "session_preload_libraries = 'auto_explain'",
            "auto_explain.log_min_duration = 0",
            "auto_explain.log_analyze = on",
            "auto_explain.log_buffers = on")) {
      stack.sql("ALTER DATABASE postgres SET " + setting);
    }
    stack.startApi();
    List<String> plans = new ArrayList<>();
    for (Map.Entry<String, String> path : paths.entrySet()) {
      get(path.getValue());
      long size = Files.size(stack.databaseLog());
      get(path.getValue());
      TimeUnit.MILLISECONDS.sleep(300);
      String log = Files.readString(stack.databaseLog(), UTF_8);
      plans.add("=== " + path.getKey() + "\n" + log.substring((int) Math.min(size, log.length())));
    }
    Files.writeString(file, String.join("\n", plans));
  }
}
