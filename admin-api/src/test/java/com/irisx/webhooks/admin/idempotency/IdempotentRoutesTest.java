package com.irisx.webhooks.admin.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.admin.command.CommandsTopic;
import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.admin.projection.TestArrivals;
import com.irisx.webhooks.admin.projection.TestProjection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which routes take a key. */
class IdempotentRoutesTest {

  private final AdminApi api = AdminApi.shared();
  private final Sql sql = new Sql(api.database());
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final String key = "key-" + UUID.randomUUID();

  private ApiAnswer post(String path, String body) {
    return tenant.send("POST", path, body, Map.of(IdempotencyKey.HEADER, key));
  }

  @Test
  void aRotationSentAgainShowsTheSameSecret() {
    String path = "/v1/webhooks/" + webhook + "/secret/rotate";

    String secret = post(path, "{}").require(200).text("secret");

    assertThat(post(path, "{}").require(200).text("secret")).isEqualTo(secret);
    post(path, "{\"overlap_hours\":1}").requireProblem(422);
    assertThat(sql.texts("SELECT version FROM webhooks WHERE id = ?", webhook))
        .containsExactly("2");
  }

  @Test
  void theHeaderIsDescribedWhereItIsTaken() {
    JsonNode paths = tenant.anonymous().get("/v3/api-docs").require(200).body().required("paths");

    for (String path :
        List.of(
            "/v1/webhooks",
            "/v1/webhooks/{id}/test",
            "/v1/webhooks/{id}/secret/rotate",
            "/v1/webhooks/deliveries/{id}/retry")) {
      assertThat(paths.required(path).required("post").findValuesAsString("name"))
          .as(path)
          .contains(IdempotencyKey.HEADER)
          .doesNotContain("route", "key");
    }
  }

  @Test
  void aTestSentAgainIsOneDelivery() {
    String path = "/v1/webhooks/" + webhook + "/test";

    String id = post(path, "{}").require(202).text("delivery_id");

    assertThat(post(path, "{}").require(202).text("delivery_id")).isEqualTo(id);
    assertThat(new CommandsTopic(api, webhook).read()).hasSize(1);
  }

  @Test
  void aRetrySentAgainIsOneRun() {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    TestArrivals.write(api, delivery, "{}");
    TestProjection.write(api, List.of(delivery.failed(1)));
    String path = "/v1/webhooks/deliveries/" + delivery.deliveryId() + "/retry";

    String answer = post(path, "").require(202).response().body();

    assertThat(post(path, "").require(202).response().body()).isEqualTo(answer);
    assertThat(new CommandsTopic(api, webhook).read()).hasSize(1);
  }
}
