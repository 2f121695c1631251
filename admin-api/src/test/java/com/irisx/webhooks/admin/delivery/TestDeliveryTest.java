package com.irisx.webhooks.admin.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.admin.command.CommandsTopic;
import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.admin.projection.TestProjection;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.irisx.webhooks.schema.catalog.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;
import tools.jackson.databind.JsonNode;

/** A7: a sample event takes the way of a real one. */
class TestDeliveryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);

  private UUID webhook(String... events) {
    return UUID.fromString(
        tenant
            .post("/v1/webhooks", Map.of("url", "https://example.com/", "events", events))
            .require(201)
            .text("id"));
  }

  private static String path(UUID webhook) {
    return "/v1/webhooks/" + webhook + "/test";
  }

  private CommandsTopic.Sent sent(UUID webhook) {
    List<CommandsTopic.Sent> sent = new CommandsTopic(api, webhook).read();
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }

  @Test
  void theSampleIsSentInTheFormOfEveryBody() {
    UUID webhook = webhook("sms.received", "call.completed");

    JsonNode accepted =
        tenant.post(path(webhook), Map.of("event_type", "call.completed")).require(202).body();

    CommandsTopic.Sent sent = sent(webhook);
    Command.Test test = (Command.Test) sent.command();
    assertThat(test.delivery().eventId()).startsWith("test_");
    assertThat(test.delivery().eventType()).isEqualTo("call.completed");
    assertThat(test.delivery().tenantId()).isEqualTo(tenantId);
    assertThat(test.delivery().run()).isZero();
    assertThat(test.delivery().deliveryId())
        .isEqualTo(Ids.delivery(test.delivery().eventId(), webhook));
    assertThat(accepted.required("delivery_id").asString())
        .isEqualTo(test.delivery().deliveryId().toString());
    assertThat(accepted.required("status").asString()).isEqualTo("pending");
    assertThat(Instant.parse(accepted.required("created_at").asString())).isEqualTo(sent.at());
    String body = new String(test.body(), UTF_8);
    EventType type = Objects.requireNonNull(EventCatalog.builtIn().find("call.completed"));
    String data = type.sample().substring(type.sample().indexOf("\"data\":") + 7);
    assertThat(body)
        .isEqualTo(
            "{\"id\":\"%s\",\"event\":\"call.completed\",\"timestamp\":\"%s\",\"data\":%s}"
                .formatted(
                    test.delivery().eventId(),
                    test.delivery().occurredAt(),
                    data.substring(0, data.lastIndexOf('}')).strip()));
    assertThat(Json.MAPPER.readTree(body).propertyNames())
        .containsExactly("id", "event", "timestamp", "data");
  }

  @ParameterizedTest
  @CsvSource({
    "sms.received call.completed, sms.received",
    "email.* call.completed, email.received",
    "*, call.initiated",
    "webhook.*, webhook.disabled"
  })
  void withoutATypeItIsTheFirstSubscribed(String events, String expected) {
    UUID webhook = webhook(events.split(" ", -1));

    assertThat(tenant.post(path(webhook)).require(202).text("event_type")).isEqualTo(expected);

    assertThat(((Command.Test) sent(webhook).command()).delivery().eventType()).isEqualTo(expected);
  }

  @Test
  void theDeliveryIsShownWithItsPayload() {
    UUID webhook = webhook("call.completed");
    String id = tenant.post(path(webhook), Map.of()).require(202).text("delivery_id");

    JsonNode shown =
        await()
            .atMost(PATIENCE)
            .until(
                () -> tenant.get("/v1/webhooks/deliveries/" + id), answer -> answer.status() == 200)
            .body();

    assertThat(shown.required("status").asString()).isEqualTo("pending");
    assertThat(shown.required("payload").required("event").asString()).isEqualTo("call.completed");
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("total_deliveries").asInt())
        .isEqualTo(1);
  }

  /** Asks for a test and waits; completes with the answer. */
  private CompletableFuture<ApiAnswer> waiting(UUID webhook) {
    return CompletableFuture.supplyAsync(() -> tenant.post(path(webhook) + "?wait=30s"));
  }

  /** The delivery of the test, once it is on its way. */
  private Outcomes awaitSent(UUID webhook) {
    CommandsTopic.Sent sent =
        await()
            .atMost(PATIENCE)
            .until(() -> new CommandsTopic(api, webhook).read(), list -> !list.isEmpty())
            .get(0);
    UUID id = ((Command.Test) sent.command()).delivery().deliveryId();
    return new Outcomes(id, tenantId, webhook, sent.at());
  }

  @Test
  void whoWaitsGetsTheFirstAttempt() {
    UUID webhook = webhook("call.completed");
    CompletableFuture<ApiAnswer> answer = waiting(webhook);
    Outcomes delivery = awaitSent(webhook);
    assertThat(answer).isNotDone();

    TestProjection.write(api, List.of(delivery.retrying(1)));

    JsonNode result = answer.join().require(200).body();
    assertThat(result.required("delivery_id").asString())
        .isEqualTo(delivery.deliveryId().toString());
    assertThat(result.required("status").asString()).isEqualTo("retrying");
    assertThat(result.required("attempt").asInt()).isEqualTo(1);
    assertThat(result.required("response_status").asInt()).isEqualTo(500);
    assertThat(result.required("duration_ms").asInt()).isEqualTo(7);
    assertThat(result.required("error").asString()).isEqualTo("http_status");
    assertThat(result.required("error_detail").asString()).isEqualTo("it failed");
    assertThat(result.required("response_body").asString()).contains("500");
  }

  @Test
  void whoWaitsLearnsOfAnEndWithoutAnAttempt() {
    UUID webhook = webhook("call.completed");
    CompletableFuture<ApiAnswer> answer = waiting(webhook);

    TestProjection.write(api, List.of(awaitSent(webhook).cancelled(0)));

    JsonNode result = answer.join().require(200).body();
    assertThat(result.required("status").asString()).isEqualTo("cancelled");
    assertThat(result.required("attempt").asInt()).isZero();
    assertThat(result.required("error").asString()).isEqualTo("webhook_deleted");
  }

  /** Who was let in is answered: the key is not asked for again when the answer is there. */
  @Test
  void whoWaitsIsAnsweredThoughTheKeyEndsMeanwhile() {
    UUID webhook = webhook("call.completed");
    CompletableFuture<ApiAnswer> answer = waiting(webhook);
    Outcomes delivery = awaitSent(webhook);
    new Sql(api.database())
        .run("UPDATE api_keys SET revoked_at = now() WHERE tenant_id = ?", tenantId);

    TestProjection.write(api, List.of(delivery.delivered(1)));

    assertThat(answer.join().require(200).text("status")).isEqualTo("delivered");
    tenant.get("/v1/webhooks").requireProblem(401);
  }

  @Test
  void whoWaitsInVainGetsTheDelivery() {
    UUID webhook = webhook("call.completed");
    long before = System.nanoTime();

    JsonNode result = tenant.post(path(webhook) + "?wait=300ms").require(202).body();

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    assertThat(result.required("delivery_id").asString())
        .isEqualTo(((Command.Test) sent(webhook).command()).delivery().deliveryId().toString());
    assertThat(result.required("attempt").asInt()).isZero();
    assertThat(result.required("response_status").isNull()).isTrue();
  }

  @Test
  void onlySoManyWaitAndTheOthersAreAnsweredAtOnce() {
    List<DeferredResult<ResponseEntity<TestResult>>> answers = new ArrayList<>();
    try (FirstAttempts attempts = new FirstAttempts(api.bean(DeliveryRepository.class))) {
      for (int i = 0; i <= FirstAttempts.MAX_WAITING; i++) {
        answers.add(attempts.await(accepted(), Duration.ofMinutes(5)));
      }

      assertThat(answers.get(FirstAttempts.MAX_WAITING).hasResult()).isTrue();
      assertThat(answers.subList(0, FirstAttempts.MAX_WAITING))
          .noneMatch(DeferredResult::hasResult);
    }
    assertThat(answers).as("nobody waits for one that stops").allMatch(DeferredResult::hasResult);
  }

  private static TestResult accepted() {
    return TestResult.accepted(
        new com.irisx.webhooks.schema.Delivery(
            UUID.randomUUID(), UUID.randomUUID(), "t", "e", "call.completed", "now", 0, 0),
        Instant.now());
  }

  @ParameterizedTest
  @ValueSource(strings = {"31s", "30001ms", "-1s", "soon", "1m", "", "99999999999s"})
  void aWaitOutOfBoundsIsNamed(String wait) {
    UUID webhook = webhook("call.completed");

    tenant.post(path(webhook) + "?wait=" + wait).requireInvalid("wait");

    assertThat(new CommandsTopic(api, webhook).read()).isEmpty();
  }

  @Test
  void aWaitIsSpelledInSecondsOrMilliseconds() {
    assertThat(WaitTime.parse("10s")).isEqualTo(Duration.ofSeconds(10));
    assertThat(WaitTime.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(WaitTime.parse("30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(WaitTime.parse(null)).isZero();
  }

  @Test
  void whatCannotBeTestedIsRefused() {
    UUID webhook = webhook("call.completed");
    tenant.post(path(webhook), Map.of("event_type", "call.unheard")).requireInvalid("event_type");
    tenant.post(path(webhook), Map.of("event_type", "call.*")).requireInvalid("event_type");
    tenant.post(path(webhook), Map.of("type", "x")).requireInvalid("type");
    api.newTenant().post(path(webhook)).requireProblem(404);
    tenant.post(path(UUID.randomUUID())).requireProblem(404);

    tenant.patch("/v1/webhooks/" + webhook, Map.of("enabled", false)).require(200);
    tenant.post(path(webhook)).requireProblem(409);

    assertThat(new CommandsTopic(api, webhook).read()).isEmpty();
  }
}
