package com.irisx.webhooks.admin.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.admin.command.CommandsTopic;
import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.admin.projection.TestArrivals;
import com.irisx.webhooks.admin.projection.TestProjection;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.testing.Threads;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A8: a delivery that has ended is sent again; one that has not is cancelled. */
class RetryTest {

  private static final String BODY = "{\"id\":\"e\",\"data\":{\"n\":1.10,\"ü\":1}}";

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final Outcomes delivery = Outcomes.of(tenantId, webhook);
  private final String path = "/v1/webhooks/deliveries/" + delivery.deliveryId();
  private final CommandsTopic commands = new CommandsTopic(api, webhook);

  @BeforeEach
  void arrive() {
    TestArrivals.write(api, delivery, BODY);
  }

  private void fail() {
    TestProjection.write(api, List.of(delivery.retrying(1), delivery.failed(2)));
  }

  private void assertCounts(int pending, int successful, int failed) {
    JsonNode counted = tenant.get("/v1/webhooks/" + webhook).body();
    assertThat(counted.required("pending_deliveries").asInt()).isEqualTo(pending);
    assertThat(counted.required("successful_deliveries").asInt()).isEqualTo(successful);
    assertThat(counted.required("failed_deliveries").asInt()).isEqualTo(failed);
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(1);
  }

  @Test
  void theNextRunIsAskedForWithTheBodyAsItWas() {
    fail();

    JsonNode accepted = tenant.post(path + "/retry").require(202).body();

    assertThat(accepted.required("id").asString()).isEqualTo(delivery.deliveryId().toString());
    assertThat(accepted.required("status").asString()).isEqualTo("pending");
    assertThat(accepted.required("run").asInt()).isEqualTo(1);
    assertThat(accepted.required("attempt").asInt()).isZero();
    List<Command> sent = commands.commands();
    assertThat(sent).hasSize(1);
    Command.Retry retry = (Command.Retry) sent.get(0);
    assertThat(retry.delivery())
        .isEqualTo(
            new Delivery(
                delivery.deliveryId(),
                webhook,
                tenantId,
                "event-" + delivery.deliveryId(),
                "call.completed",
                "2025-10-29T12:00:00Z",
                delivery.createdAt().toEpochMilli(),
                1));
    assertThat(retry.body()).isEqualTo(BODY.getBytes(UTF_8));
  }

  /** A delivery counts once, where its last run stands. */
  @Test
  void theDeliveryShowsAndCountsItsLastRun() {
    fail();
    assertCounts(0, 0, 1);

    tenant.post(path + "/retry").require(202);
    JsonNode again = tenant.get(path).body();

    assertThat(again.required("run").asInt()).isEqualTo(1);
    assertThat(again.required("status").asString()).isEqualTo("pending");
    assertThat(again.required("attempt").asInt()).isZero();
    assertThat(again.required("error").isNull()).isTrue();
    assertThat(again.required("attempts")).hasSize(2);
    assertCounts(1, 0, 0);
    tenant.post(path + "/retry").requireProblem(409);

    TestProjection.write(api, List.of(delivery.delivered(1, 1)));

    JsonNode done = tenant.get(path).body();
    assertThat(done.required("status").asString()).isEqualTo("delivered");
    assertThat(done.required("run").asInt()).isEqualTo(1);
    assertThat(done.required("attempts")).hasSize(3);
    assertCounts(0, 1, 0);

    tenant.post(path + "/retry").require(202);
    assertThat(tenant.get(path).body().required("run").asInt()).isEqualTo(2);
    assertCounts(1, 0, 0);
  }

  /** As soon as the first is answered, whatever has read the topic by then. */
  @Test
  void askedTwiceInARowItIsPending() {
    fail();

    tenant.post(path + "/retry").require(202);
    tenant.post(path + "/retry").requireProblem(409);

    assertThat(commands.commands()).hasSize(1);
  }

  @Test
  void askedWithAKeyItIsPendingAtOnceToo() {
    fail();

    tenant
        .send("POST", path + "/retry", "", Map.of("Idempotency-Key", "key-" + UUID.randomUUID()))
        .require(202);

    assertThat(tenant.get(path).text("status")).isEqualTo("pending");
    assertCounts(1, 0, 0);
  }

  @Test
  void askedTwiceAtOnceItIsTheSameRun() {
    fail();

    CompletableFuture<ApiAnswer> other =
        CompletableFuture.supplyAsync(() -> tenant.post(path + "/retry"), Threads.ONE_EACH);
    assertThat(tenant.post(path + "/retry").status()).isIn(202, 409);
    assertThat(other.join().status()).isIn(202, 409);

    assertThat(commands.commands())
        .isNotEmpty()
        .allMatch(command -> ((Command.Retry) command).delivery().run() == 1);
    assertCounts(1, 0, 0);
  }

  @Test
  void whatHasNotEndedIsNotSentAgain() {
    tenant.post(path + "/retry").requireProblem(409);
    TestProjection.write(api, List.of(delivery.retrying(1)));

    JsonNode problem = tenant.post(path + "/retry").requireProblem(409).body();

    assertThat(problem.required("errors").findValuesAsString("field")).containsExactly("status");
    assertThat(commands.read()).isEmpty();
  }

  @Test
  void nothingIsSentToAWebhookThatIsSwitchedOff() {
    fail();
    tenant.patch("/v1/webhooks/" + webhook, Map.of("enabled", false)).require(200);

    JsonNode problem = tenant.post(path + "/retry").requireProblem(409).body();

    assertThat(problem.required("errors").findValuesAsString("field")).containsExactly("enabled");
    assertThat(commands.read()).isEmpty();
  }

  @Test
  void withoutItsPayloadThereIsNothingToSend() {
    fail();
    new Sql(api.database())
        .run("DELETE FROM webhook_payloads WHERE delivery_id = ?", delivery.deliveryId());

    JsonNode problem = tenant.post(path + "/retry").requireProblem(409).body();

    assertThat(problem.required("errors").findValuesAsString("field")).containsExactly("payload");
    assertThat(commands.read()).isEmpty();
  }

  @Test
  void aDeliveryIsCancelledBeforeItEnds() {
    JsonNode accepted = tenant.post(path + "/cancel").require(202).body();

    assertThat(accepted.required("id").asString()).isEqualTo(delivery.deliveryId().toString());
    assertThat(commands.commands())
        .containsExactly(
            new Command.Cancel(
                webhook, delivery.deliveryId(), delivery.createdAt().toEpochMilli()));

    TestProjection.write(api, List.of(delivery.cancelled(0)));
    tenant.post(path + "/cancel").requireProblem(409);
    assertThat(tenant.get(path).text("status")).isEqualTo("cancelled");
  }

  @Test
  void nobodyCommandsWhatIsNotTheirs() {
    fail();
    ApiClient stranger = api.newTenant();

    stranger.post(path + "/retry").requireProblem(404);
    stranger.post(path + "/cancel").requireProblem(404);
    tenant.post("/v1/webhooks/deliveries/" + UUID.randomUUID() + "/retry").requireProblem(404);

    assertThat(commands.read()).isEmpty();
  }
}
