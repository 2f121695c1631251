package com.irisx.webhooks.admin.openapi;

import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Examples for requests and answers: {@code openapi/<operation>.request.json} and so on. */
final class Examples {

  private static final String FOLDER = "/openapi/";

  private Examples() {}

  /** The example with this name as lists and maps, or null if there is none. */
  static @Nullable Object find(String name) {
    try (InputStream in = Examples.class.getResourceAsStream(FOLDER + name + ".json")) {
      return in == null ? null : Json.MAPPER.readValue(in, Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read example " + name, e);
    }
  }

  static Map<String, Object> problem(int status) {
    HttpStatus reason = HttpStatus.valueOf(status);
    Map<String, Object> problem = new LinkedHashMap<>();
    boolean names = status == 400 || status == 409 || status == 422;
    String field = status == 422 ? "Idempotency-Key" : "name";
    String wrong = status == 422 ? "was sent before with another body" : "is required";
    problem.put(
        "type",
        "urn:irisx:webhooks:problem:"
            + switch (status) {
              case 400 -> "invalid-field";
              case 401 -> "unauthorized";
              case 404 -> "not-found";
              case 409 -> "conflict";
              case 413 -> "too-large";
              case 422 -> "unprocessable";
              default -> "database-unavailable";
            });
    problem.put("title", reason.getReasonPhrase());
    problem.put("status", status);
    problem.put("detail", names ? field + ": " + wrong : "a sentence for a person");
    problem.put("instance", "/v1/webhooks");
    if (names) {
      problem.put("errors", List.of(Map.of("field", field, "detail", wrong)));
    }
    return problem;
  }
}
