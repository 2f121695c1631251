package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.DispatchHarness.PATIENCE;
import static com.irisx.webhooks.testing.Answer.silence;
import static com.irisx.webhooks.testing.Answer.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import com.irisx.webhooks.testing.TestWebhooks;
import com.irisx.webhooks.testing.ValidSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks in, requests out, results back, on a real broker. */
class DispatcherTest {

  private static final String BODY = "{\"id\":\"e1\",\"event\":\"call.completed\",\"n\":1.50}";

  private final ScriptedReceiver receiver = ScriptedReceiver.start();
  private final DispatchHarness harness = new DispatchHarness();

  @AfterEach
  void close() {
    receiver.close();
    harness.close();
  }

  @Test
  void aDeliveredTaskIsReportedWithoutItsBody() {
    Subscription webhook = harness.webhook(receiver.url("/hook"));
    harness.start(harness.settings());
    Delivery delivery = harness.task(webhook.id(), BODY);

    ConsumerRecord<byte[], byte[]> record = harness.results(1).get(0);
    AttemptResult result = AttemptResult.of(record.headers());
    assertThat(result.succeeded()).isTrue();
    assertThat(result.attempt()).isEqualTo(1);
    assertThat(result.responseStatus()).isEqualTo(200);
    assertThat(result.durationMs()).isBetween(0L, 10_000L);
    assertThat(Instant.ofEpochMilli(result.startedAt()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    assertThat(record.value()).isEmpty();
    assertThat(new String(record.key(), UTF_8)).isEqualTo(webhook.id().toString());
    assertThat(DeliveryHeaders.delivery(record.headers())).isEqualTo(delivery);
    await().untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(1));
  }

  @Test
  void theRequestIsWhatTheWireFormatSays() {
    Subscription webhook =
        harness.known(
            TestWebhooks.webhook()
                .url(receiver.url("/hook?token=x"))
                .previousSecret(TestWebhooks.newSecret(), Instant.now().minusSeconds(1))
                .headers(Map.of("X-Custom", "yes", "x-irisx-event", "no", "Content-Length", "1"))
                .build());
    harness.start(harness.settings());
    Delivery delivery = harness.retry(RetryTier.S1, webhook.id(), 3, BODY);

    ReceivedRequest request = receiver.awaitRequests("/hook?token=x", 1, PATIENCE).get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.text()).isEqualTo(BODY);
    assertThat(request.headers().stream().map(Entry::getKey))
        .containsExactlyInAnyOrder(
            "X-Custom",
            "Host",
            "Content-Type",
            "User-Agent",
            "X-IRISX-Event",
            "X-IRISX-Delivery",
            "X-IRISX-Attempt",
            "X-IRISX-Timestamp",
            "X-IRISX-Signature",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "content-length");
    assertThat(request.header("Host")).contains("127.0.0.1:" + receiver.port());
    assertThat(request.header("Content-Type")).contains("application/json");
    assertThat(request.header("User-Agent").orElseThrow())
        .matches("IRISX-Webhooks/[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(request.header("X-IRISX-Event")).contains("call.completed");
    assertThat(request.deliveryId()).isEqualTo(delivery.deliveryId().toString());
    assertThat(request.attempt()).isEqualTo(3);
    ValidSignature signed = ValidSignature.with(TestWebhooks.SECRET);
    signed.observeRequest(request);
    signed.check();
  }

  @Test
  void aFailedTaskIsReportedWithItsBodyAndTheAnswer() {
    receiver.on("/hook").answer(status(503).header("Retry-After", "7").body("down"));
    Subscription webhook = harness.webhook(receiver.url("/hook"));
    harness.start(harness.settings());
    harness.task(webhook.id(), BODY);

    ConsumerRecord<byte[], byte[]> record = harness.results(1).get(0);
    AttemptResult result = AttemptResult.of(record.headers());
    assertThat(result.error()).isEqualTo(AttemptError.HTTP_STATUS);
    assertThat(result.responseStatus()).isEqualTo(503);
    assertThat(result.retryAfterMs()).isEqualTo(7000);
    assertThat(result.responseText()).isEqualTo("down");
    assertThat(record.value()).asString(UTF_8).isEqualTo(BODY);
  }

  @Test
  void aRedirectIsAFailure() {
    receiver.on("/hook").answer(status(302).header("Location", receiver.url("/elsewhere")));
    harness.start(harness.settings());
    harness.task(harness.webhook(receiver.url("/hook")).id(), BODY);

    assertThat(harness.onlyResult().error()).isEqualTo(AttemptError.HTTP_STATUS);
    assertThat(receiver.requests("/elsewhere")).isEmpty();
  }

  @Test
  void theWebhooksTimeoutCounts() {
    receiver.on("/hook").answer(silence());
    Subscription webhook =
        harness.known(
            TestWebhooks.webhook()
                .url(receiver.url("/hook"))
                .timeout(Duration.ofMillis(200))
                .build());
    harness.start(harness.settings());
    harness.task(webhook.id(), BODY);

    AttemptResult result = harness.onlyResult();
    assertThat(result.error()).isEqualTo(AttemptError.TIMEOUT);
    assertThat(result.durationMs()).isBetween(200L, 2000L);
    assertThat(result.responseStatus()).isNull();
  }

  @Test
  void whereNoRequestCanBeMadeTheReasonIsReported() {
    UUID disabled =
        harness.known(TestWebhooks.webhook().url(receiver.url("/")).disabled("410").build()).id();
    UUID blocked = harness.webhook("https://169.254.169.254/").id();
    UUID plain = harness.webhook("ftp://example.com/").id();
    UUID unknown = UUID.randomUUID();
    harness.start(harness.settings());
    for (UUID webhook : new UUID[] {disabled, blocked, plain, unknown}) {
      harness.task(webhook, BODY);
    }

    assertThat(harness.results(4))
        .allSatisfy(
            record -> {
              UUID webhook = DeliveryHeaders.delivery(record.headers()).webhookId();
              AttemptError expected =
                  webhook.equals(disabled)
                      ? AttemptError.WEBHOOK_DISABLED
                      : webhook.equals(blocked)
                          ? AttemptError.ADDRESS_BLOCKED
                          : webhook.equals(plain)
                              ? AttemptError.CONFIGURATION_UNUSABLE
                              : AttemptError.WEBHOOK_UNKNOWN;
              AttemptResult result = AttemptResult.of(record.headers());
              assertThat(result.error()).isEqualTo(expected);
              assertThat(result.errorDetail()).isNotBlank();
              assertThat(record.value()).asString(UTF_8).isEqualTo(BODY);
            });
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void aWebhookThatBecomesKnownALittleLaterIsServed() {
    Subscription late = TestWebhooks.webhook().url(receiver.url("/late")).build();
    harness.start(harness.settings());
    harness.task(late.id(), BODY);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        harness
                            .registry
                            .get("webhooks.dispatch.in.flight")
                            .tag("lane", "first")
                            .gauge()
                            .value())
                    .isEqualTo(1));
    harness.known(late);

    assertThat(harness.onlyResult().succeeded()).isTrue();
  }

  @Test
  void anEditedWebhookCountsFromTheNextAttempt() {
    UUID id = UUID.randomUUID();
    harness.known(TestWebhooks.webhook().id(id).url(receiver.url("/one")).build());
    harness.start(harness.settings());
    harness.task(id, BODY);
    receiver.awaitRequests("/one", 1, PATIENCE);

    harness.known(TestWebhooks.webhook().id(id).url(receiver.url("/two")).build());
    harness.task(id, BODY);
    receiver.awaitRequests("/two", 1, PATIENCE);
  }

  @Test
  void poisonIsReportedAndPassed() {
    Subscription webhook = harness.webhook(receiver.url("/hook"));
    RecordHeaders task = DeliveryHeaders.task(DispatchHarness.delivery(webhook.id()), 1);
    String topic = harness.topics.deliveryTasks();
    harness.produceRaw(topic, 0, new RecordHeaders(), new byte[] {1});
    harness.produceRaw(topic, 0, task, null);
    RecordHeaders badAttempt = new RecordHeaders(task);
    badAttempt.remove(DeliveryHeaders.ATTEMPT).add(DeliveryHeaders.ATTEMPT, "0".getBytes(UTF_8));
    harness.produceRaw(topic, 0, badAttempt, new byte[] {1});
    harness.task(webhook.id(), 0, BODY);
    harness.start(harness.settings());

    assertThat(harness.onlyResult().succeeded()).isTrue();
    assertThat(harness.poison)
        .satisfiesExactly(
            first -> assertThat(first).contains("'attempt' is missing"),
            second -> assertThat(second).contains("body"),
            third -> assertThat(third).contains("counted from 1"));
    await().untilAsserted(() -> assertThat(harness.committedTasks()).isEqualTo(4));
    assertThat(
            harness.registry.get("webhooks.dispatch.poison").tag("lane", "first").counter().count())
        .isEqualTo(3);
  }
}
