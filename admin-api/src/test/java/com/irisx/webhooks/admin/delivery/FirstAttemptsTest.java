package com.irisx.webhooks.admin.delivery;

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
import com.irisx.webhooks.testing.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;
import tools.jackson.databind.JsonNode;

/**
 * A7 with {@code ?wait}: the first attempt's result, or the delivery if it does not come in time.
 */
class FirstAttemptsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final String path = "/v1/webhooks/" + webhook + "/test";

  /** Asks for a test and waits; completes with the answer. */
  private CompletableFuture<ApiAnswer> waiting() {
    return CompletableFuture.supplyAsync(() -> tenant.post(path + "?wait=30s"), Threads.ONE_EACH);
  }

  /** The delivery of the test, once it is on its way. */
  private Outcomes awaitSent() {
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
    CompletableFuture<ApiAnswer> answer = waiting();
    Outcomes delivery = awaitSent();
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
    CompletableFuture<ApiAnswer> answer = waiting();

    TestProjection.write(api, List.of(awaitSent().cancelled(0)));

    JsonNode result = answer.join().require(200).body();
    assertThat(result.required("status").asString()).isEqualTo("cancelled");
    assertThat(result.required("attempt").asInt()).isZero();
    assertThat(result.required("error").asString()).isEqualTo("webhook_deleted");
  }

  /** Who was let in is answered: the key is not asked for again when the answer is there. */
  @Test
  void whoWaitsIsAnsweredThoughTheKeyEndsMeanwhile() {
    CompletableFuture<ApiAnswer> answer = waiting();
    Outcomes delivery = awaitSent();
    new Sql(api.database())
        .run("UPDATE api_keys SET revoked_at = now() WHERE tenant_id = ?", tenantId);

    TestProjection.write(api, List.of(delivery.delivered(1)));

    assertThat(answer.join().require(200).text("status")).isEqualTo("delivered");
    tenant.get("/v1/webhooks").requireProblem(401);
  }

  @Test
  void whoWaitsInVainGetsTheDelivery() {
    long before = System.nanoTime();

    JsonNode result = tenant.post(path + "?wait=300ms").require(202).body();

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
    assertThat(result.required("delivery_id").asString())
        .isEqualTo(
            ((Command.Test) new CommandsTopic(api, webhook).read().get(0).command())
                .delivery()
                .deliveryId()
                .toString());
    assertThat(result.required("attempt").asInt()).isZero();
    assertThat(result.required("response_status").isNull()).isTrue();
  }

  @Test
  void onlySoManyWaitAndTheOthersAreAnsweredAtOnce() {
    FirstAttempts attempts = new FirstAttempts(api.bean(DeliveryRepository.class));
    attempts.start();
    List<DeferredResult<ResponseEntity<TestResult>>> answers = new ArrayList<>();
    for (int i = 0; i <= FirstAttempts.MAX_WAITING; i++) {
      answers.add(attempts.await(accepted(), Duration.ofMinutes(5)));
    }

    assertThat(answers.get(FirstAttempts.MAX_WAITING).hasResult()).isTrue();
    assertThat(answers.subList(0, FirstAttempts.MAX_WAITING)).noneMatch(DeferredResult::hasResult);

    attempts.stop();

    assertThat(answers).allMatch(DeferredResult::hasResult);
    assertThat(attempts.await(accepted(), Duration.ofMinutes(5)).hasResult()).isTrue();
  }

  /** Or it would wait for those who wait, until its own patience ends. */
  @Test
  void whoWaitsIsAnsweredBeforeTheServerWaitsForRequestsToEnd() {
    assertThat(api.bean(FirstAttempts.class).getPhase())
        .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
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

    tenant.post(path + "?wait=" + wait).requireInvalid("wait");

    assertThat(new CommandsTopic(api, webhook).read()).isEmpty();
  }

  @Test
  void aWaitIsSpelledInSecondsOrMilliseconds() {
    assertThat(WaitTime.parse("10s")).isEqualTo(Duration.ofSeconds(10));
    assertThat(WaitTime.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(WaitTime.parse("30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(WaitTime.parse(null)).isZero();
  }
}
