package com.irisx.webhooks.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is sent, the answer is one of ours: never a 5xx; if the request is refused, a problem
 * document; if a member is at fault, its name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyFuzzTest {

  private static final long SEED = System.nanoTime();
  private static final int RANDOM_BODIES = 300;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  // Of its own: what is not refused is done.
  private final AdminApi api = AdminApi.start();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final String webhook = tenant.newWebhook().toString();

  @AfterAll
  void stop() {
    api.close();
  }

  /**
   * A route that takes a body.
   *
   * @param members names of its members, each with a value that is right
   */
  record Route(String method, String path, boolean ofOperator, Map<String, String> members) {
    @Override
    public String toString() {
      return method + " " + path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}");
    }
  }

  List<Route> routes() {
    Map<String, String> settings =
        Map.of(
            "url", "\"https://example.com/\"",
            "events", "[\"call.*\"]",
            "description", "\"d\"",
            "max_attempts", "3",
            "retry_schedule_seconds", "[1]",
            "headers", "{\"X-A\":\"1\"}",
            "metadata", "{\"a\":\"1\"}",
            "filter", "{\"a\":[1]}",
            "enabled", "true");
    Map<String, String> type =
        Map.of(
            "type", "\"fuzz.type\"",
            "category", "\"fuzz\"",
            "description", "\"d\"",
            "schema", "{\"type\":\"object\"}",
            "sample", "{\"a\":1}");
    return List.of(
        new Route("POST", "/v1/webhooks", false, settings),
        new Route("PUT", "/v1/webhooks/" + webhook, false, settings),
        new Route("PATCH", "/v1/webhooks/" + webhook, false, settings),
        new Route("POST", "/v1/tenants", true, Map.of("name", "\"n\"", "id", "\"i\"")),
        new Route(
            "POST",
            "/v1/tenants/" + tenantId + "/api-keys",
            true,
            Map.of("name", "\"n\"", "key", "\"a-key-of-mine\"")),
        new Route("POST", "/v1/event-types", true, type),
        new Route(
            "PUT",
            "/v1/event-types/call.dtmf",
            true,
            Map.of("sample", "{\"a\":1}", "schema", "{}")));
  }

  /** Values that no member of any route takes. */
  private static List<String> wrongValues() {
    return List.of(
        "1e999999",
        "-1e999999",
        "9".repeat(400),
        "9".repeat(2000),
        "0." + "3".repeat(900),
        "1e-999999",
        "[".repeat(20) + "]".repeat(20),
        "{\"a\":".repeat(20) + "1" + "}".repeat(20),
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"" + "x".repeat(100_000) + "\"",
        "[null]",
        "[[\"call.completed\"]]",
        "{\"\\u0000\":\"\\u0000\"}",
        "{\"\\udfff\":\"x\"}",
        "{\"" + "k".repeat(30_000) + "\":1}",
        "-0.0",
        "2147483648",
        "1.5");
  }

  private String with(Route route, String member, String value) {
    StringBuilder body = new StringBuilder("{");
    route
        .members()
        .forEach(
            (name, right) -> {
              if (!name.equals(member)) {
                body.append('"').append(name).append("\":").append(right).append(',');
              }
            });
    return body.append('"').append(member).append("\":").append(value).append('}').toString();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aMemberThatIsWrongIsNamed(Route route) {
    for (String member : route.members().keySet()) {
      for (String value : wrongValues()) {
        HttpResponse<String> answer = send(route, with(route, member, value).getBytes(UTF_8));
        String about = route + " " + member + "=" + shortened(value) + ": " + answer.body();
        isOurs(answer, about);
        if (answer.statusCode() == 400) {
          JsonNode problem = Json.MAPPER.readTree(answer.body());
          if (problem.required("type").asString().endsWith("invalid-field")) {
            assertThat(problem.required("errors").findValuesAsString("field"))
                .as(about)
                .anyMatch(field -> field.startsWith(member));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aMemberOfAnotherTypeIsNamed(Route route) {
    for (Map.Entry<String, String> member : route.members().entrySet()) {
      for (String value : List.of("{}", "[]", "\"x\"", "7", "true")) {
        boolean same = value.charAt(0) == member.getValue().charAt(0);
        boolean anything = member.getKey().equals("sample");
        boolean number = Character.isDigit(member.getValue().charAt(0)) && value.equals("7");
        if (same || anything || number || member.getValue().equals(value)) {
          continue;
        }
        HttpResponse<String> answer =
            send(route, with(route, member.getKey(), value).getBytes(UTF_8));
        String about = route + " " + member.getKey() + "=" + value + ": " + answer.body();
        isProblem(answer, 400, about);
        assertThat(Json.MAPPER.readTree(answer.body()).path("errors").findValuesAsString("field"))
            .as(about)
            .anyMatch(field -> field.startsWith(member.getKey()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whatIsNoObjectIsRefused(Route route) {
    String right = with(route, "description", "\"x\"");
    List<byte[]> bodies = new ArrayList<>();
    for (String body :
        List.of(
            "",
            " ",
            "null",
            "1",
            "\"text\"",
            "[]",
            "[{}]",
            "{",
            "}",
            "{\"a\"",
            "{'name':'n'}",
            "{name:1}",
            "{\"name\":NaN}",
            "{\"name\":\"a\",}",
            "// comment\n{}",
            "\ufeff\ufeff{}",
            right + "x",
            right + right,
            right + "]",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{\"name\":\"n\",\"name\":\"m\"}",
            "{\"nobody_knows\":1}",
            "{\"name\":\"" + "x".repeat(1_000_000) + "\"}")) {
      bodies.add(body.getBytes(UTF_8));
    }
    bodies.add("{\"name\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1));
    bodies.add("{\"name\":\"\u00c0\u0080\"}".getBytes(ISO_8859_1));
    bodies.add("{\"name\":\"\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1));
    bodies.add(new byte[] {0});
    bodies.add(new byte[100_000]);
    bodies.add("{\"name\":\"n\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16));
    for (byte[] body : bodies) {
      HttpResponse<String> answer = send(route, body);
      isOurs(answer, route + " " + shortened(new String(body, ISO_8859_1)) + answer.body());
    }
    for (String refused : List.of("", "null", "[]", "{", "1", right + "x")) {
      isProblem(send(route, refused.getBytes(UTF_8)), 400, route + " " + refused);
    }
    isProblem(
        send(route, ("{\"name\":\"" + "x".repeat(1_000_000) + "\"}").getBytes(UTF_8)),
        413,
        route + " with 1 MB");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void mutatedBodiesNeverBreakIt(Route route) {
    System.out.println("seed " + SEED + " " + route);
    Random random = new Random(SEED);
    String right = with(route, "description", "\"x\"");
    for (int i = 0; i < RANDOM_BODIES; i++) {
      byte[] body = mutated(right.getBytes(UTF_8), random);
      HttpResponse<String> answer = send(route, body);
      isOurs(answer, "seed " + SEED + " " + route + " " + new String(body, ISO_8859_1));
    }
  }

  private static byte[] mutated(byte[] right, Random random) {
    byte[] body = right.clone();
    int changes = 1 + random.nextInt(4);
    byte[] telling = "{}[]\",:0-eE.\\u\u0000tfn".getBytes(UTF_8);
    for (int change = 0; change < changes; change++) {
      int at = random.nextInt(body.length);
      body[at] =
          random.nextBoolean()
              ? telling[random.nextInt(telling.length)]
              : (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(body, random.nextInt(body.length))
        : body;
  }

  @Test
  void otherTypesOfContentAreRefused() {
    Route route = routes().get(0);
    for (String type :
        List.of("text/plain", "application/xml", "nonsense", "application/json;charset=latin-9")) {
      HttpResponse<String> answer = send(route, "{}".getBytes(UTF_8), type);
      isOurs(answer, type + answer.body());
    }
    isProblem(send(route, "{}".getBytes(UTF_8), "text/plain"), 415, "text/plain");
  }

  @Test
  void garbageInQueriesAndPathsIsRefused() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    List<String> values =
        new ArrayList<>(
            List.of(
                "",
                "%00",
                "%ff%fe",
                "%ed%a0%80",
                "9".repeat(400),
                "-1",
                "0",
                "1e9",
                "NaN",
                "null",
                "x".repeat(6000),
                "AAAA",
                "%2e%2e%2f",
                "'%20OR%201=1",
                "2025-02-30T00:00:00Z",
                "%2B999999999-12-31T23:59:59Z",
                "LTEuMC4w",
                "OTk5OTk5OTk5OTk5OTk5OTk5OS4wLnggeA"));
    for (int i = 0; i < 100; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      values.add(java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
    Map<String, List<String>> lists =
        Map.of(
            "/v1/webhooks",
            List.of("limit", "cursor"),
            "/v1/webhooks/" + webhook + "/deliveries",
            List.of("status", "event_type", "since", "until", "limit", "cursor", "include"),
            "/v1/stats",
            List.of("days", "since", "until"));
    lists.forEach(
        (path, parameters) ->
            parameters.forEach(
                parameter ->
                    values.forEach(
                        value -> {
                          HttpResponse<String> answer = get(path + "?" + parameter + "=" + value);
                          String about =
                              "seed "
                                  + SEED
                                  + " "
                                  + path
                                  + " "
                                  + parameter
                                  + "="
                                  + shortened(value)
                                  + answer.statusCode()
                                  + answer.body();
                          isOurs(answer, about);
                          if (answer.statusCode() == 400) {
                            assertThat(
                                    Json.MAPPER
                                        .readTree(answer.body())
                                        .path("errors")
                                        .findValuesAsString("field"))
                                .as(about)
                                .containsExactly(parameter);
                          }
                        })));
    for (String value : values) {
      if (!value.isEmpty()) {
        for (String path : List.of("/v1/webhooks/", "/v1/webhooks/deliveries/")) {
          HttpResponse<String> answer = get(path + value);
          assertThat(answer.statusCode()).as(path + shortened(value)).isBetween(400, 414);
        }
      }
    }
  }

  private HttpResponse<String> get(String path) {
    return answer(
        HttpRequest.newBuilder(URI.create(tenant.baseUrl() + path))
            .header("Authorization", "Bearer " + tenant.token()));
  }

  private HttpResponse<String> send(Route route, byte[] body) {
    return send(route, body, "application/json");
  }

  private HttpResponse<String> send(Route route, byte[] body, String contentType) {
    String token = route.ofOperator() ? AdminApi.ADMIN_TOKEN : tenant.token();
    return answer(
        HttpRequest.newBuilder(URI.create(tenant.baseUrl() + route.path()))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType)
            .method(route.method(), HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static HttpResponse<String> answer(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void isOurs(HttpResponse<String> answer, String about) {
    assertThat(answer.statusCode()).as(about).isBetween(200, 499);
    if (answer.statusCode() >= 400) {
      isProblem(answer, answer.statusCode(), about);
    }
  }

  private static void isProblem(HttpResponse<String> answer, int status, String about) {
    assertThat(answer.statusCode()).as(about).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .as(about)
        .hasValue("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertThat(problem.required("status").asInt()).isEqualTo(status);
    assertThat(problem.required("detail").asString()).isNotBlank();
    assertThat(answer.body().length()).as(about).isLessThan(100_000);
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…(" + text.length() + ")" : text;
  }
}
