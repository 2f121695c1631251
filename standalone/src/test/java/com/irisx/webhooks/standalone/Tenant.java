package com.irisx.webhooks.standalone;

import com.irisx.webhooks.schema.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A tenant that uses the API over HTTP. */
record Tenant(StandaloneProcess stack, String id, String apiKey) {

  /** A webhook as it was created. */
  record CreatedWebhook(UUID id, String secret) {}

  static Tenant create(StandaloneProcess stack, String id) throws Exception {
    post(stack, "/v1/tenants", StandaloneProcess.ADMIN_TOKEN, Map.of("id", id, "name", id));
    JsonNode key =
        post(
            stack,
            "/v1/tenants/" + id + "/api-keys",
            StandaloneProcess.ADMIN_TOKEN,
            Map.of("name", "test"));
    return new Tenant(stack, id, key.get("key").asString());
  }

  CreatedWebhook webhook(Map<String, Object> settings) throws Exception {
    JsonNode created = post(stack, "/v1/webhooks", apiKey, settings);
    return new CreatedWebhook(
        UUID.fromString(created.get("id").asString()), created.get("secret").asString());
  }

  /** Any request of this tenant that is answered with {@code status}. */
  JsonNode send(String method, String path, Map<String, Object> body, int status) throws Exception {
    return answer(
        HttpRequest.newBuilder(stack.api(path))
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .method(
                method, HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))),
        status);
  }

  JsonNode get(String path) throws Exception {
    return answer(
        HttpRequest.newBuilder(stack.api(path)).header("Authorization", "Bearer " + apiKey), 200);
  }

  private static JsonNode post(
      StandaloneProcess stack, String path, String bearer, Map<String, Object> body)
      throws Exception {
    return answer(
        HttpRequest.newBuilder(stack.api(path))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))),
        201);
  }

  private static JsonNode answer(HttpRequest.Builder request, int status) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != status) {
      throw new AssertionError(response + ": " + response.body());
    }
    return Json.MAPPER.readTree(response.body());
  }
}
