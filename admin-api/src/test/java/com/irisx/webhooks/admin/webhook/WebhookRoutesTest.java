package com.irisx.webhooks.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.secret.SigningSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A1 to A5: what a tenant does with its webhooks. */
class WebhookRoutesTest {

  private final ApiClient tenant = AdminApi.shared().newTenant();

  @Test
  void aNewWebhookHasTheDefaultsAndShowsItsSecretOnce() {
    ApiAnswer created =
        tenant
            .post(
                "/v1/webhooks",
                Map.of("url", "https://example.com/hook", "events", List.of("call.completed")))
            .require(201);

    assertThat(SigningSecret.keyBytes(created.text("secret"))).hasSize(32);
    assertThat(created.response().headers().firstValue("Location"))
        .hasValue("/v1/webhooks/" + created.text("id"));

    ApiAnswer read = tenant.get("/v1/webhooks/" + created.text("id")).require(200);
    assertThat(read.response().body()).doesNotContain("secret").doesNotContain("whsec_");
    JsonNode webhook = read.body();
    assertThat(webhook.required("url").asString()).isEqualTo("https://example.com/hook");
    assertThat(webhook.required("enabled").asBoolean()).isTrue();
    assertThat(webhook.required("rate_limit_per_minute").asInt()).isEqualTo(60);
    assertThat(webhook.required("rate_limit_per_hour").asInt()).isEqualTo(1000);
    assertThat(webhook.required("max_attempts").asInt()).isEqualTo(5);
    assertThat(webhook.required("retry_schedule_seconds").toString()).isEqualTo("[1,2,4,8,16]");
    assertThat(webhook.required("timeout_ms").asInt()).isEqualTo(10_000);
    assertThat(webhook.required("max_concurrency").asInt()).isEqualTo(10);
    assertThat(webhook.required("headers").toString()).isEqualTo("{}");
    assertThat(webhook.required("filter").isNull()).isTrue();
    assertThat(webhook.required("health").asString()).isEqualTo("unknown");
    assertThat(webhook.required("total_deliveries").asInt()).isZero();
    assertThat(webhook.required("success_rate").isNull()).isTrue();
    assertThat(webhook.required("last_success_at").isNull()).isTrue();
  }

  @Test
  void whatIsAskedForIsKept() {
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry("url", "https://example.com:8443/a?b=c"),
            Map.entry("events", List.of("call.*", "sms.received")),
            Map.entry("description", "Grüße \uD83D\uDE80"),
            Map.entry("enabled", false),
            Map.entry("rate_limit_per_minute", 7),
            Map.entry("rate_limit_per_hour", 8),
            Map.entry("max_attempts", 9),
            Map.entry("retry_schedule_seconds", List.of(1, 60, 86_400)),
            Map.entry("timeout_ms", 1500),
            Map.entry("max_concurrency", 2),
            Map.entry("headers", Map.of("X-Mine", "a \"quoted\" value")),
            Map.entry("filter", Map.of("from", List.of(Map.of("prefix", "+1")))),
            Map.entry("metadata", Map.of("team", "{billing}")));

    ApiAnswer created = tenant.post("/v1/webhooks", settings).require(201);
    JsonNode read = tenant.get("/v1/webhooks/" + created.text("id")).require(200).body();

    settings.forEach(
        (member, value) ->
            assertThat(read.required(member))
                .isEqualTo(com.irisx.webhooks.schema.Json.MAPPER.valueToTree(value)));
    assertThat(read.required("health").asString()).isEqualTo("disabled");
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    ApiAnswer created =
        tenant
            .post(
                "/v1/webhooks",
                Map.of(
                    "url",
                    "https://example.com/a",
                    "events",
                    List.of("*"),
                    "description",
                    "before",
                    "timeout_ms",
                    500))
            .require(201);
    String path = "/v1/webhooks/" + created.text("id");

    tenant.put(path, Map.of("url", "https://example.com/b")).require(200);
    JsonNode patched = tenant.patch(path, Map.of("enabled", false)).require(200).body();

    assertThat(patched.required("url").asString()).isEqualTo("https://example.com/b");
    assertThat(patched.required("enabled").asBoolean()).isFalse();
    assertThat(patched.required("timeout_ms").asInt()).isEqualTo(500);
    assertThat(patched.has("secret")).isFalse();

    JsonNode reset =
        tenant
            .send("PATCH", path, "{\"timeout_ms\":null,\"description\":null}")
            .require(200)
            .body();
    assertThat(reset.required("timeout_ms").asInt()).isEqualTo(10_000);
    assertThat(reset.required("description").isNull()).isTrue();
  }

  @Test
  void whatWasReadCanBeWrittenBackWithItsChanges() {
    String path = "/v1/webhooks/" + tenant.newWebhook();
    ObjectNode read = (ObjectNode) tenant.get(path).require(200).body();

    assertThat(read.required("description").isNull()).isTrue();

    JsonNode written =
        tenant.put(path, read.put("timeout_ms", 700).put("description", "x")).require(200).body();

    assertThat(written.required("timeout_ms").asInt()).isEqualTo(700);
    assertThat(written.required("description").asString()).isEqualTo("x");
    assertThat(written.required("url")).isEqualTo(read.required("url"));
    tenant.put(path, read.deepCopy().put("paused", true)).requireInvalid("paused");
    tenant.put(path, read.deepCopy().put("secret", "whsec_x")).requireInvalid("secret");
    tenant.put(path, read.deepCopy().put("colour", "red")).requireInvalid("colour");
    assertThat(tenant.get(path).body().required("paused").asBoolean()).isFalse();
  }

  @Test
  void aRefusedUpdateChangesNothing() {
    String path = "/v1/webhooks/" + tenant.newWebhook();

    tenant.patch(path, Map.of("timeout_ms", 300, "max_attempts", 0)).requireInvalid("max_attempts");
    tenant.patch(path, Map.of("id", "x")).requireInvalid("id");
    tenant.send("PATCH", path, "{\"url\":null}").requireInvalid("url");
    tenant.send("PATCH", path, "[]").requireProblem(400);

    assertThat(tenant.get(path).body().required("timeout_ms").asInt()).isEqualTo(10_000);
  }

  @Test
  void aDeletedWebhookIsGone() {
    String path = "/v1/webhooks/" + tenant.newWebhook();

    assertThat(tenant.delete(path).require(204).response().body()).isEmpty();

    tenant.get(path).requireProblem(404);
    tenant.delete(path).requireProblem(404);
    tenant.patch(path, Map.of()).requireProblem(404);
  }

  @Test
  void theListIsReadPageByPageNewestFirst() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, tenant.newWebhook().toString());
    }

    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = tenant.get("/v1/webhooks?limit=2" + cursor).require(200).body();
      seen.addAll(page.required("data").findValuesAsString("id"));
      JsonNode next = page.required("next_cursor");
      cursor = next.isNull() ? null : "&cursor=" + next.asString();
    } while (cursor != null);

    assertThat(seen).isEqualTo(ids);
  }

  @Test
  void pagesThatCannotBeAreRefused() {
    tenant.get("/v1/webhooks?limit=0").requireInvalid("limit");
    tenant.get("/v1/webhooks?limit=201").requireInvalid("limit");
    tenant.get("/v1/webhooks?limit=many").requireInvalid("limit");
    tenant.get("/v1/webhooks?cursor=nonsense").requireInvalid("cursor");
    tenant.get("/v1/webhooks?cursor=%00").requireInvalid("cursor");
  }

  @Test
  void whatIsNoIdIsTheIdOfNothing() {
    tenant.get("/v1/webhooks/no-uuid").requireProblem(404);
    tenant.get("/v1/webhooks/" + UUID.randomUUID()).requireProblem(404);
    tenant.get("/v1/webhooks/" + UUID.randomUUID() + "/nothing").requireProblem(404);
  }
}
