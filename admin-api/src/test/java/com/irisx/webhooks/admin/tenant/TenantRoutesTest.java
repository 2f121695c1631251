package com.irisx.webhooks.admin.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.security.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A11: what the operator does with tenants and their keys. */
class TenantRoutesTest {

  private final AdminApi api = AdminApi.shared();
  private final ApiClient operator = api.operator();
  private final String tenantId = "upstream-" + UUID.randomUUID();

  @Test
  void aTenantHasTheIdThatItIsGiven() {
    ApiAnswer created =
        operator.post("/v1/tenants", Map.of("id", tenantId, "name", "Acme")).require(201);

    assertThat(created.text("id")).isEqualTo(tenantId);
    assertThat(created.text("name")).isEqualTo("Acme");
    operator
        .post("/v1/tenants", Map.of("id", tenantId, "name", "Other"))
        .requireProblem(409)
        .body()
        .required("errors");
  }

  @Test
  void anIdIsMadeUpIfNoneIsGiven() {
    assertThat(operator.post("/v1/tenants", Map.of("name", "Acme")).require(201).text("id"))
        .isNotBlank();
  }

  @Test
  void whatCannotBeATenantIsRefused() {
    operator.post("/v1/tenants", Map.of()).requireInvalid("name");
    operator.post("/v1/tenants", Map.of("name", " ")).requireInvalid("name");
    operator.post("/v1/tenants", Map.of("name", "x", "id", "a/b")).requireInvalid("id");
    operator.post("/v1/tenants", Map.of("name", "x", "id", "..")).requireInvalid("id");
    operator.post("/v1/tenants", Map.of("name", "x", "plan", "gold")).requireInvalid("plan");
  }

  @Test
  void aKeyOpensItsTenantUntilItIsRevoked() {
    operator.post("/v1/tenants", Map.of("id", tenantId, "name", "Acme")).require(201);
    String keys = "/v1/tenants/" + tenantId + "/api-keys";
    ApiAnswer key = operator.post(keys, Map.of("name", "ci")).require(201);
    assertThat(key.text("key")).startsWith("whk_").hasSizeGreaterThan(40);
    ApiClient tenant = api.as(key.text("key"));
    tenant.get("/v1/webhooks").require(200);

    operator.delete(keys + "/" + key.text("id")).require(204);

    tenant.get("/v1/webhooks").requireProblem(401);
    operator.delete(keys + "/" + key.text("id")).requireProblem(404);
  }

  @Test
  void theOperatorMayBringAKey() {
    operator.post("/v1/tenants", Map.of("id", tenantId, "name", "Acme")).require(201);
    String keys = "/v1/tenants/" + tenantId + "/api-keys";
    String key = "demo-key-" + UUID.randomUUID();

    operator.post(keys, Map.of("name", "demo", "key", key)).require(201);

    api.as(key).get("/v1/webhooks").require(200);
    operator.post(keys, Map.of("name", "again", "key", key)).requireProblem(409);
    operator.post(keys, Map.of("name", "short", "key", "short")).requireInvalid("key");
    operator.post(keys, Map.of("name", "spaced", "key", "with a space")).requireInvalid("key");
  }

  @Test
  void keysOfNobodyAreRefused() {
    operator
        .post("/v1/tenants/" + UUID.randomUUID() + "/api-keys", Map.of("name", "x"))
        .requireProblem(404);
    operator
        .delete("/v1/tenants/" + tenantId + "/api-keys/" + UUID.randomUUID())
        .requireProblem(404);
  }

  @Test
  void aKeyIsKeptAsItsHashAndNotesItsUse() throws SQLException {
    operator.post("/v1/tenants", Map.of("id", tenantId, "name", "Acme")).require(201);
    String key =
        operator
            .post("/v1/tenants/" + tenantId + "/api-keys", Map.of("name", "ci"))
            .require(201)
            .text("key");
    api.as(key).get("/v1/webhooks").require(200);

    try (Connection connection = api.database().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT k.*, k::text AS whole FROM api_keys k WHERE tenant_id = ?")) {
      statement.setString(1, tenantId);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getBytes("hash")).isEqualTo(Sha256.of(key));
        assertThat(row.getObject("last_used_at")).isNotNull();
        assertThat(row.getString("whole")).doesNotContain(key);
      }
    }
  }
}
