package com.irisx.webhooks.admin.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.admin.security.Caller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A POST that is sent again with its key is done once. */
class IdempotencyTest {

  private static final String WEBHOOK =
      "{\"url\":\"https://example.com/\",\"events\":[\"*\"],\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}";
  private static final String RESPELLED =
      "{ \"metadata\": {\"b\":\"2\",\"a\":\"1\"}, \"events\": [\"*\"], \"url\":"
          + " \"https://example.com/\" }";

  private final AdminApi api = AdminApi.shared();
  private final Sql sql = new Sql(api.database());
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final String key = "key-" + UUID.randomUUID();

  private ApiAnswer create(String body) {
    return post(tenant, "/v1/webhooks", body, key);
  }

  private static ApiAnswer post(ApiClient caller, String path, String body, String key) {
    return caller.send("POST", path, body, Map.of(IdempotencyKey.HEADER, key));
  }

  private int webhooks() {
    return tenant.get("/v1/webhooks").require(200).body().required("data").size();
  }

  @Test
  void sentAgainItHasTheSameAnswerAndIsNotDoneAgain() {
    ApiAnswer first = create(WEBHOOK).require(201);
    ApiAnswer again = create(RESPELLED).require(201);

    assertThat(again.response().body()).isEqualTo(first.response().body());
    assertThat(again.text("secret")).startsWith("whsec_");
    assertThat(again.response().headers().firstValue("Location"))
        .isEqualTo(first.response().headers().firstValue("Location"))
        .isPresent();
    assertThat(again.response().headers().firstValue("Content-Type"))
        .isEqualTo(first.response().headers().firstValue("Content-Type"));
    assertThat(first.response().headers().firstValue(ReplayAdvice.REPLAYED)).isEmpty();
    assertThat(again.response().headers().firstValue(ReplayAdvice.REPLAYED)).hasValue("true");
    assertThat(webhooks()).isEqualTo(1);
  }

  @Test
  void withAnotherBodyItIsRefused() {
    create(WEBHOOK).require(201);

    ApiAnswer other = create(WEBHOOK.replace("example.com", "example.org")).requireProblem(422);

    assertThat(other.body().required("errors").findValuesAsString("field"))
        .containsExactly(IdempotencyKey.HEADER);
    assertThat(webhooks()).isEqualTo(1);
  }

  @Test
  void aKeyIsItsTenantsAndItsRoutes() {
    ApiAnswer mine = create(WEBHOOK).require(201);
    ApiClient other = api.newTenant();

    ApiAnswer theirs = post(other, "/v1/webhooks", WEBHOOK, key).require(201);
    String rotate = "/v1/webhooks/" + mine.text("id") + "/secret/rotate";

    assertThat(theirs.text("id")).isNotEqualTo(mine.text("id"));
    post(tenant, rotate, "{}", key).require(200);
  }

  @Test
  void withoutAKeyEveryRequestIsDone() {
    tenant.send("POST", "/v1/webhooks", WEBHOOK).require(201);
    tenant.send("POST", "/v1/webhooks", WEBHOOK).require(201);

    assertThat(webhooks()).isEqualTo(2);
  }

  @Test
  void whatWasRefusedMayBeAskedAgain() {
    create("{\"url\":\"nonsense\",\"events\":[\"*\"]}").requireInvalid("url");

    create(WEBHOOK).require(201);
  }

  @Test
  void theAnswerIsKeptAsCiphertext() {
    ApiAnswer created = create(WEBHOOK).require(201);

    assertThat(sql.texts("SELECT i::text FROM idempotency_keys i WHERE tenant_id = ?", tenantId))
        .hasSize(1)
        .allSatisfy(
            row ->
                assertThat(row)
                    .contains(key)
                    .doesNotContain("whsec_")
                    .doesNotContain(created.text("id") + "\""));
  }

  /** A crash between the two would leave neither: they are one transaction. */
  @Test
  void whatIsDoneAndItsAnswerComeTogether() {
    Idempotency idempotency = api.bean(Idempotency.class);
    JdbcClient jdbc = api.bean(JdbcClient.class);
    IdempotencyKey used = new IdempotencyKey("POST /nowhere", key);
    Caller.Tenant caller = new Caller.Tenant(tenantId);

    assertThatThrownBy(
            () ->
                idempotency.once(
                    caller,
                    used,
                    Map.of(),
                    () -> {
                      jdbc.sql("UPDATE tenants SET name = 'Other' WHERE id = ?")
                          .param(tenantId)
                          .update();
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");

    assertThat(sql.texts("SELECT name FROM tenants WHERE id = ?", tenantId))
        .containsExactly("Test");
    ResponseEntity<String> answer =
        idempotency.once(caller, used, Map.of(), () -> ResponseEntity.ok("done"));
    assertThat(answer.getBody()).isEqualTo("done");
  }

  @Test
  void afterItsTimeAKeyIsNewAndItsRowGoes() {
    create(WEBHOOK).require(201);
    String age = "UPDATE idempotency_keys SET created_at = now() - interval '%s' WHERE key = ?";

    sql.run(age.formatted("23 hours"), key);
    api.bean(IdempotencyPurge.class).purge();
    create(WEBHOOK).require(201);
    assertThat(webhooks()).isEqualTo(1);

    sql.run(age.formatted("25 hours"), key);
    create(WEBHOOK).require(201);
    assertThat(webhooks()).isEqualTo(2);
    create(WEBHOOK).require(201);
    assertThat(webhooks()).isEqualTo(2);

    sql.run(age.formatted("25 hours"), key);
    api.bean(IdempotencyPurge.class).purge();
    assertThat(sql.texts("SELECT key FROM idempotency_keys WHERE key = ?", key)).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeOpenedIsNotDoneAgain() {
    create(WEBHOOK).require(201);
    sql.run("UPDATE idempotency_keys SET id = gen_random_uuid() WHERE key = ?", key);

    create(WEBHOOK).requireProblem(409);

    assertThat(webhooks()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tab\tin it"})
  void aKeyThatCannotBeIsNamed(String bad) {
    post(tenant, "/v1/webhooks", WEBHOOK, bad).requireInvalid(IdempotencyKey.HEADER);
    assertThat(webhooks()).isZero();
  }

  @Test
  void aKeyHasABoundedLength() {
    post(tenant, "/v1/webhooks", WEBHOOK, "k".repeat(256)).requireInvalid(IdempotencyKey.HEADER);
    post(tenant, "/v1/webhooks", WEBHOOK, "k".repeat(255)).require(201);
  }
}
