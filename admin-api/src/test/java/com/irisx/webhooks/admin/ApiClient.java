package com.irisx.webhooks.admin;

import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Calls the API over real HTTP with one bearer token. */
public record ApiClient(String baseUrl, @Nullable String token) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The same client without a token. */
  public ApiClient anonymous() {
    return new ApiClient(baseUrl, null);
  }

  public ApiAnswer get(String path) {
    return send("GET", path, null);
  }

  public ApiAnswer post(String path, Object body) {
    return send("POST", path, Json.MAPPER.writeValueAsString(body));
  }

  public ApiAnswer put(String path, Object body) {
    return send("PUT", path, Json.MAPPER.writeValueAsString(body));
  }

  public ApiAnswer patch(String path, Object body) {
    return send("PATCH", path, Json.MAPPER.writeValueAsString(body));
  }

  public ApiAnswer delete(String path) {
    return send("DELETE", path, null);
  }

  /** A new webhook for all events; its id. */
  public UUID newWebhook() {
    return UUID.fromString(
        post(
                "/v1/webhooks",
                Map.of("url", "https://example.com/hook", "events", new String[] {"*"}))
            .require(201)
            .text("id"));
  }

  /** A POST without a body. */
  public ApiAnswer post(String path) {
    return send("POST", path, null);
  }

  /** Sends {@code body} as it is, as JSON. */
  public ApiAnswer send(String method, String path, @Nullable String body) {
    return send(method, path, body, Map.of());
  }

  /** As {@link #send(String, String, String)}, with headers of its own. */
  public ApiAnswer send(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .timeout(TIMEOUT)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return new ApiAnswer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
