package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.TIMEOUT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.ok;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.testing.TestWebhooks;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The library of Standard Webhooks, which is not ours, judges what came out of a real socket: it
 * accepts every request with the right secret, and none with anything else.
 */
class ConformanceTest {

  private static final int REQUESTS = 300;
  private static final String SECRET = TestWebhooks.newSecret();
  private static final String OLD_SECRET = TestWebhooks.newSecret();
  private static final String STRANGERS_SECRET = TestWebhooks.newSecret();

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final SenderHarness sender = new SenderHarness();
  private final RawServer server = RawServer.answering(ok("thanks"));

  @AfterEach
  void close() {
    sender.close();
    server.close();
  }

  @Test
  void everyRequestIsAcceptedWithTheSecretAndNoOther() {
    for (Received request : send(new Signer(SECRET, null, null), Instant.now())) {
      assertAccepted(SECRET, request);
      assertRefused(OLD_SECRET, request);
      assertRefused(STRANGERS_SECRET, request);
    }
  }

  @Test
  void duringARotationEveryRequestIsAcceptedWithEitherSecretAndNoOther() {
    Instant now = Instant.now();
    for (Received request : send(new Signer(SECRET, OLD_SECRET, now.plusSeconds(1)), now)) {
      assertAccepted(SECRET, request);
      assertAccepted(OLD_SECRET, request);
      assertRefused(STRANGERS_SECRET, request);
    }
  }

  @Test
  void afterARotationTheOldSecretIsRefused() {
    Instant now = Instant.now();
    for (Received request : send(new Signer(SECRET, OLD_SECRET, now), now)) {
      assertAccepted(SECRET, request);
      assertRefused(OLD_SECRET, request);
    }
  }

  @Test
  void noRequestIsAcceptedOnceAnythingInItChanged() {
    for (Received request : send(new Signer(SECRET, OLD_SECRET, Instant.MAX), Instant.now())) {
      String body = request.body();
      int at = random.nextInt(body.length());
      char other = body.charAt(at) == 'x' ? 'y' : 'x';
      assertRefused(
          SECRET, request.withBody(body.substring(0, at) + other + body.substring(at + 1)));
      assertRefused(SECRET, request.withBody(body + " "));
      assertRefused(SECRET, request.withBody(body.substring(1)));
      assertRefused(SECRET, request.with("webhook-id", UUID.randomUUID().toString()));
      long timestamp = Long.parseLong(request.headers().get("webhook-timestamp"));
      assertRefused(SECRET, request.with("webhook-timestamp", Long.toString(timestamp - 1)));
      assertRefused(SECRET, request.with("webhook-signature", "v1,AAAA"));
    }
  }

  @Test
  void noRequestIsAcceptedWhenItsTimeIsFarFromNow() {
    for (Duration distance : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
      for (Received request : send(new Signer(SECRET, null, null), Instant.now().plus(distance))) {
        assertRefused(SECRET, request);
      }
    }
  }

  /** A request as the endpoint read it; names of headers in lower case. */
  private record Received(Map<String, String> headers, String body) {

    static Received of(String raw) {
      int end = raw.indexOf("\r\n\r\n");
      Map<String, String> headers =
          Stream.of(raw.substring(0, end).split("\r\n", -1))
              .skip(1)
              .map(line -> line.split(": ", 2))
              .collect(Collectors.toMap(line -> line[0], line -> line[1]));
      return new Received(headers, new String(raw.substring(end + 4).getBytes(ISO_8859_1), UTF_8));
    }

    Received withBody(String other) {
      return new Received(headers, other);
    }

    Received with(String name, String value) {
      Map<String, String> changed = new HashMap<>(headers);
      changed.put(name, value);
      return new Received(changed, body);
    }
  }

  private List<Received> send(Signer signer, Instant now) {
    TargetUrl url = TargetUrl.parse("http://receiver.example:" + server.port() + "/hook");
    UUID webhook = UUID.randomUUID();
    Endpoint endpoint =
        new Endpoint(
            webhook,
            url,
            signer,
            RequestHeaders.constant(url, Map.of("X-Custom", "of the tenant")),
            TIMEOUT);
    for (String body : bodies()) {
      String eventType = random.nextBoolean() ? "call.completed" : "größe\r\nwebhook-id: x";
      Delivery delivery =
          new Delivery(
              UUID.randomUUID(), webhook, "acme", "e1", eventType, "2026-11-01T12:00:00Z", 1, 0);
      int attempt = 1 + random.nextInt(9);
      byte[] bytes = body.getBytes(UTF_8);
      Task task = new Task(delivery, attempt, bytes);
      Call call =
          new Call(
              url, new RequestHeaders("X-IRISX-").of(endpoint, task, now), bytes, TIMEOUT, attempt);
      assertThat(sender.start(call).join()).isInstanceOf(Answer.Complete.class);
    }
    assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(REQUESTS);
    List<Received> received = server.requests().stream().map(Received::of).toList();
    server.requests().clear();
    return received;
  }

  private List<String> bodies() {
    List<String> bodies =
        new ArrayList<>(
            List.of(
                "{}",
                "{\"data\":{}}",
                "{\"data\":\"\"}",
                "{\"data\":null}",
                "{\"data\":\"" + "x".repeat(100 * 1024) + "\"}",
                "{\"data\":\"" + "ü🎉".repeat(20 * 1024) + "\"}",
                "{\"data\":\"\\u0000\\u00e9\\ud83c\\udf89\\\\\\\"\\/\\b\\f\\n\\r\\t\"}",
                "{\"data\":\"\u007f\u0085\u00a0\u2028\u2029\ufeff\uffff\"}",
                " { \"data\" :\r\n\t1.50E+10 } \n"));
    while (bodies.size() < REQUESTS) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(200), ' ', Character.MAX_CODE_POINT + 1)
          .filter(c -> c != '"' && c != '\\' && (c < 0xd800 || c > 0xdfff))
          .forEach(text::appendCodePoint);
      bodies.add("{\"id\":" + bodies.size() + ",\"data\":\"" + text + "\"}");
    }
    return bodies;
  }

  private void assertAccepted(String secret, Received request) {
    assertThatCode(() -> verify(secret, request))
        .as("seed %d, %s", seed, request.headers())
        .doesNotThrowAnyException();
  }

  private void assertRefused(String secret, Received request) {
    assertThatThrownBy(() -> verify(secret, request))
        .as("seed %d, %s", seed, request.headers())
        .isInstanceOf(WebhookVerificationException.class);
  }

  private static void verify(String secret, Received request) throws Exception {
    Map<String, List<String>> headers =
        request.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    new Webhook(secret).verify(request.body(), HttpHeaders.of(headers, (name, value) -> true));
  }
}
