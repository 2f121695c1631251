package com.irisx.webhooks.faults.load;

import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Calls the API over HTTP. */
public final class AdminClient {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stand stand;

  public AdminClient(Stand stand) {
    this.stand = stand;
  }

  /** A new tenant; returns a key of it. */
  String tenant(String id) {
    call("POST", "/v1/tenants", Stand.ADMIN_TOKEN, Map.of("id", id, "name", id));
    return call("POST", "/v1/tenants/" + id + "/api-keys", Stand.ADMIN_TOKEN, Map.of("name", "key"))
        .get("key")
        .asString();
  }

  /** A new webhook. */
  public UUID webhook(String apiKey, Map<String, Object> settings) {
    return UUID.fromString(call("POST", "/v1/webhooks", apiKey, settings).get("id").asString());
  }

  /** Changes a webhook's description. */
  public void describe(Tenants.Webhook webhook, String description) {
    call(
        "PATCH",
        "/v1/webhooks/" + webhook.id(),
        webhook.apiKey(),
        Map.of("description", description));
  }

  /** The status of a list of the tenant's webhooks; 0 if there was no answer. */
  public int listStatus(Tenants.Webhook webhook) {
    try {
      return send(request("/v1/webhooks", webhook.apiKey()).GET().build()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private JsonNode call(String method, String path, String bearer, Map<String, Object> body) {
    try {
      HttpRequest request =
          request(path, bearer)
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)))
              .build();
      HttpResponse<String> response = send(request);
      if (!List.of(200, 201).contains(response.statusCode())) {
        throw new IOException(response + ": " + response.body());
      }
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path, String bearer) {
    return HttpRequest.newBuilder(stand.api(path))
        .header("Authorization", "Bearer " + bearer)
        .timeout(LIMIT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
