package com.irisx.webhooks.benchmarks;

import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Calls the admin API over HTTP. */
final class AdminClient {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AdminStack stack;

  AdminClient(AdminStack stack) {
    this.stack = stack;
  }

  /** A new tenant with this id; returns an API key of it. */
  String tenant(String id) throws IOException, InterruptedException {
    post("/v1/tenants", AdminStack.ADMIN_TOKEN, Map.of("id", id, "name", id));
    return post(
            "/v1/tenants/" + id + "/api-keys", AdminStack.ADMIN_TOKEN, Map.of("name", "benchmark"))
        .get("key")
        .asString();
  }

  UUID webhook(String apiKey) throws IOException, InterruptedException {
    return UUID.fromString(
        post("/v1/webhooks", apiKey, Map.of("url", "https://example.com/", "events", List.of("*")))
            .get("id")
            .asString());
  }

  private JsonNode post(String path, String bearer, Map<String, Object> body)
      throws IOException, InterruptedException {
    return Json.MAPPER.readTree(
        send(
            HttpRequest.newBuilder(stack.api(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))),
            bearer));
  }

  String get(String path, String bearer) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(stack.api(path)), bearer);
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
