package com.irisx.webhooks.benchmarks;

import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Calls the admin API over HTTP. */
final class AdminClient {

  static final String ADMIN_TOKEN = "benchmark-operator";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Function<String, URI> api;

  /**
   * @param api the URI of a path
   */
  AdminClient(Function<String, URI> api) {
    this.api = api;
  }

  /** A new tenant with this id; returns an API key of it. */
  String tenant(String id) throws IOException, InterruptedException {
    post("/v1/tenants", ADMIN_TOKEN, Map.of("id", id, "name", id));
    return post("/v1/tenants/" + id + "/api-keys", ADMIN_TOKEN, Map.of("name", "benchmark"))
        .get("key")
        .asString();
  }

  /** A new webhook for every event, with defaults. */
  UUID webhook(String apiKey) throws IOException, InterruptedException {
    return webhook(apiKey, "https://example.com/", Map.of());
  }

  /** A new webhook for every event, without rate limits that could bind. */
  UUID webhook(String apiKey, String url, int maxConcurrency)
      throws IOException, InterruptedException {
    return webhook(
        apiKey,
        url,
        Map.of(
            "rate_limit_per_minute",
            100_000,
            "rate_limit_per_hour",
            6_000_000,
            "max_concurrency",
            maxConcurrency));
  }

  private UUID webhook(String apiKey, String url, Map<String, Object> settings)
      throws IOException, InterruptedException {
    Map<String, Object> body = new HashMap<>(settings);
    body.put("url", url);
    body.put("events", List.of("*"));
    return UUID.fromString(post("/v1/webhooks", apiKey, body).get("id").asString());
  }

  JsonNode post(String path, String bearer, Map<String, Object> body)
      throws IOException, InterruptedException {
    return Json.MAPPER.readTree(
        send(
            HttpRequest.newBuilder(api.apply(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))),
            bearer));
  }

  String get(String path, String bearer) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(api.apply(path)), bearer);
  }

  private String send(HttpRequest.Builder request, String bearer)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.header("Authorization", "Bearer " + bearer).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response + ": " + response.body());
    }
    return response.body();
  }
}
