package com.irisx.webhooks.benchmarks;

import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes tenants and webhooks through the API. */
final class Operator {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stack stack;

  Operator(Stack stack) {
    this.stack = stack;
  }

  /** A new tenant with this id; returns an API key of it. */
  String tenant(String id) throws IOException, InterruptedException {
    post("/v1/tenants", Stack.ADMIN_TOKEN, Map.of("id", id, "name", id));
    return post("/v1/tenants/" + id + "/api-keys", Stack.ADMIN_TOKEN, Map.of("name", "benchmark"))
        .get("key")
        .asString();
  }

  /** A new webhook for every event, without limits that could bind; returns its id. */
  String webhook(String apiKey, String url, int maxConcurrency)
      throws IOException, InterruptedException {
    return post(
            "/v1/webhooks",
            apiKey,
            Map.of(
                "url",
                url,
                "events",
                List.of("*"),
                "rate_limit_per_minute",
                100_000,
                "rate_limit_per_hour",
                6_000_000,
                "max_concurrency",
                maxConcurrency))
        .get("id")
        .asString();
  }

  /** Posts to a route that takes no body. */
  void ask(String apiKey, String path) throws IOException, InterruptedException {
    var unused = post(path, apiKey, Map.of());
  }

  private JsonNode post(String path, String bearer, Map<String, Object> body)
      throws IOException, InterruptedException {
    URI uri = stack.api(path);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(uri + " answered " + response.statusCode() + ": " + response.body());
    }
    return Json.MAPPER.readTree(response.body());
  }
}
