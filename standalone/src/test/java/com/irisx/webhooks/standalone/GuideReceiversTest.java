package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.irisx.webhooks.secret.SigningSecret;
import com.irisx.webhooks.standalone.GuideReceiver.Language;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The receivers of the integration guide take what the running system sends and nothing else. What
 * is tampered with here is a real delivery.
 */
class GuideReceiversTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TOO_LARGE = 1024 * 1024 + 1;

  private static ScriptedReceiver captured;
  private static Tenant tenant;

  @BeforeAll
  static void start() throws Exception {
    captured = ScriptedReceiver.start();
    tenant = Tenant.create(SharedProcess.INSTANCE, "receivers");
  }

  @AfterAll
  static void stop() {
    captured.close();
  }

  @ParameterizedTest
  @CsvSource({
    "NODE, standard",
    "NODE, irisx",
    "PYTHON, standard",
    "PYTHON, irisx",
    "JAVA, standard",
    "JAVA, irisx"
  })
  void takesWhatIsSentOnceAndNothingElse(Language language, String scheme) throws Exception {
    assumeInstalled(language);
    Tenant.CreatedWebhook webhook = webhook("/" + language + scheme);
    ReceivedRequest sent = sample(webhook, "/" + language + scheme, 1);
    try (GuideReceiver receiver = GuideReceiver.start(language, scheme, webhook.secret())) {
      assertThat(receiver.answer(sent)).as("as it was sent").isEqualTo(200);
      assertThat(receiver.answer(sent)).as("the same again").isEqualTo(200);
      String delivery = sent.deliveryId();
      await().atMost(PATIENCE).until(() -> receiver.worked(delivery) > 0);
      assertThat(receiver.worked(delivery)).as("work done for one delivery").isEqualTo(1);

      refusesWhatIsNotGenuine(receiver, sent);
      doesNoWorkUnderAnotherId(receiver, sent, webhook.secret());
      refusesWhatIsTooOldOrTooEarly(receiver, webhook.secret());
      byte[] large = new byte[TOO_LARGE];
      assertThat(receiver.answer(fresh(webhook.secret(), 0, large), large))
          .as("a body of more than 1 MiB")
          .isEqualTo(413);
      assertThat(receiver.worked(delivery)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"NODE, standard", "PYTHON, standard", "JAVA, standard", "NODE, irisx"})
  void duringARotationEitherSecretIsEnough(Language language, String scheme) throws Exception {
    assumeInstalled(language);
    Tenant.CreatedWebhook webhook = webhook("/rotation" + language + scheme);
    JsonNode rotated =
        tenant.send(
            "POST",
            "/v1/webhooks/" + webhook.id() + "/secret/rotate",
            Map.of("overlap_hours", 1),
            200);
    for (String secret : List.of(webhook.secret(), rotated.get("secret").asString())) {
      try (GuideReceiver receiver = GuideReceiver.start(language, scheme, secret)) {
        moveTo(receiver, webhook);
        assertThat(test(webhook).get("response_status").asInt()).isEqualTo(200);
      }
    }
    try (GuideReceiver stranger =
        GuideReceiver.start(language, scheme, SigningSecret.generate(new SecureRandom()))) {
      moveTo(stranger, webhook);
      JsonNode refused = test(webhook);
      assertThat(refused.get("response_status").asInt()).isEqualTo(401);
      assertThat(refused.get("status").asString()).isEqualTo("retrying");
    }
  }

  private static void refusesWhatIsNotGenuine(GuideReceiver receiver, ReceivedRequest sent)
      throws Exception {
    SignedHeaders genuine = SignedHeaders.of(sent);
    byte[] body = sent.body().clone();
    body[body.length / 2] ^= 1;
    assertThat(receiver.answer(genuine.map(), body)).as("another body").isEqualTo(401);

    String later = Long.toString(Long.parseLong(sent.requiredHeader("webhook-timestamp")) + 1);
    assertThat(
            receiver.answer(
                genuine.with(Map.of("webhook-timestamp", later, "X-IRISX-Timestamp", later)).map(),
                sent.body()))
        .as("another timestamp")
        .isEqualTo(401);

    assertThat(
            receiver.answer(
                fresh(SigningSecret.generate(new SecureRandom()), 0, sent.body()), sent.body()))
        .as("another key")
        .isEqualTo(401);
    assertThat(receiver.answer(Map.of(), sent.body())).as("no signature").isEqualTo(401);
    assertThat(
            receiver.answer(
                genuine.with(Map.of("webhook-signature", "v1, é", "X-IRISX-Signature", "é")).map(),
                sent.body()))
        .as("a signature that is none")
        .isEqualTo(401);
  }

  /** One of the two signatures does not cover the delivery id. */
  private static void doesNoWorkUnderAnotherId(
      GuideReceiver receiver, ReceivedRequest sent, String secret) throws Exception {
    String other = UUID.randomUUID().toString();
    var unused =
        receiver.answer(
            SignedHeaders.of(sent)
                .with(Map.of("webhook-id", other, "X-IRISX-Delivery", other))
                .map(),
            sent.body());
    byte[] body = "{\"id\":\"after\",\"event\":\"call.completed\",\"data\":{}}".getBytes(UTF_8);
    String last = UUID.randomUUID().toString();
    SignedHeaders headers = SignedHeaders.made(secret, last, Instant.now().getEpochSecond(), body);
    assertThat(receiver.answer(headers.map(), body)).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> receiver.worked(last) > 0);
    assertThat(receiver.worked(other)).as("the same request with another id").isZero();
  }

  private static void refusesWhatIsTooOldOrTooEarly(GuideReceiver receiver, String secret)
      throws Exception {
    byte[] body = "{\"id\":\"e\",\"event\":\"call.completed\",\"data\":{}}".getBytes(UTF_8);
    for (int seconds : new int[] {-310, 310}) {
      assertThat(receiver.answer(fresh(secret, seconds, body), body))
          .as(seconds + " s from now")
          .isEqualTo(401);
    }
    for (int seconds : new int[] {-280, 280}) {
      assertThat(receiver.answer(fresh(secret, seconds, body), body))
          .as(seconds + " s from now")
          .isEqualTo(200);
    }
  }

  private static Map<String, String> fresh(String secret, int seconds, byte[] body) {
    return SignedHeaders.made(
            secret,
            UUID.randomUUID().toString(),
            Instant.now().plusSeconds(seconds).getEpochSecond(),
            body)
        .map();
  }

  private static Tenant.CreatedWebhook webhook(String path) throws Exception {
    captured.on(path).respondWith(200);
    return tenant.webhook(
        Map.of(
            "url", captured.url(path),
            "events", List.of("call.completed"),
            "rate_limit_per_minute", 1000));
  }

  /** A delivery as it came at {@code path}. */
  private static ReceivedRequest sample(Tenant.CreatedWebhook webhook, String path, int count)
      throws Exception {
    var unused = test(webhook);
    return captured.awaitRequests(path, count, PATIENCE).get(count - 1);
  }

  /** Sends a sample and waits for what came of its first attempt. */
  private static JsonNode test(Tenant.CreatedWebhook webhook) throws Exception {
    return tenant.send(
        "POST",
        "/v1/webhooks/" + webhook.id() + "/test?wait=10s",
        Map.of("event_type", "call.completed"),
        200);
  }

  /** The change takes a moment to reach the dispatcher: until then samples go to the old URL. */
  private static void moveTo(GuideReceiver receiver, Tenant.CreatedWebhook webhook)
      throws Exception {
    var unused =
        tenant.send("PATCH", "/v1/webhooks/" + webhook.id(), Map.of("url", receiver.url()), 200);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              int before = captured.requests().size();
              return test(webhook).get("response_status").asInt() > 0
                  && captured.requests().size() == before;
            });
  }

  private static void assumeInstalled(Language language) {
    assumeTrue(
        language.isInstalled(),
        () -> language.command + " is not installed: " + language.file + " is not tried");
  }
}
