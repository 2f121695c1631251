package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Talks to the admin API as a tenant's own program would. */
record ApiClient(HttpClient http, URI api, String bearer) {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  static ApiClient of(URI api, String bearer) {
    return new ApiClient(HttpClient.newBuilder().connectTimeout(TIMEOUT).build(), api, bearer);
  }

  /** What came back. */
  record Reply(int status, String body) {
    JsonNode json() {
      return Json.MAPPER.readTree(body);
    }

    /**
     * This, if the status is one of those.
     *
     * @throws ApiRefusedException otherwise, with what the API said
     */
    Reply expect(String what, int... statuses) {
      for (int expected : statuses) {
        if (status == expected) {
          return this;
        }
      }
      throw new ApiRefusedException(what + ": the API answered " + status + " " + body);
    }
  }

  Reply get(String path) {
    return send(request(path).GET());
  }

  Reply post(String path, JsonNode body) {
    return send(request(path).POST(BodyPublishers.ofString(body.toString())));
  }

  Reply patch(String path, JsonNode body) {
    return send(request(path).method("PATCH", BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + bearer)
        .header("Content-Type", "application/json");
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the admin API at " + api + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the admin API", e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ApiClient[" + api + "]";
  }
}
