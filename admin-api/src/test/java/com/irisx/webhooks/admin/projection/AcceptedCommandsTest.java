package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/** What a caller was told shows at once, and no trouble with that is the caller's. */
class AcceptedCommandsTest {

  private final AdminApi api = AdminApi.shared();
  private final AcceptedCommands accepted = api.bean(AcceptedCommands.class);
  private final CommandProjection projection = api.bean(CommandProjection.class);
  private final TransactionOperations transaction = api.bean(TransactionOperations.class);
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final UUID delivery = UUID.randomUUID();
  private final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final Command test =
      new Command.Test(
          new Delivery(delivery, webhook, tenantId, "test_e", "call.completed", "now", 0, 0),
          "{}".getBytes(UTF_8));

  /** The database has no such year. */
  private void showRefused() {
    accepted.show(test, Instant.parse("+300000-01-01T00:00:00Z"));
  }

  private void assertShownAndCounted(int times) {
    int status = tenant.get("/v1/webhooks/deliveries/" + delivery).status();
    assertThat(status).isEqualTo(times == 0 ? 404 : 200);
    JsonNode counted = tenant.get("/v1/webhooks/" + webhook).body();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(times);
    assertThat(counted.required("pending_deliveries").asInt()).isEqualTo(times);
  }

  @Test
  void isTheProjectionsWriteAndCountsOnceWithIt() throws SQLException {
    accepted.show(test, at);
    assertShownAndCounted(1);
    Tables shown = Tables.of(api.database(), webhook);

    projection.write(List.of(new CommandProjection.Given(test, at)));
    accepted.show(test, at);

    assertThat(Tables.of(api.database(), webhook)).isEqualTo(shown);
    assertShownAndCounted(1);
  }

  @Test
  void whatTheDatabaseRefusesIsLeftToTheProjection() {
    showRefused();

    assertShownAndCounted(0);
  }

  /** With an idempotency key the answer is kept in the transaction that runs. */
  @Test
  void aTransactionThatRunsGoesOnWithoutIt() {
    transaction.executeWithoutResult(
        tx -> {
          showRefused();
          api.bean(JdbcClient.class)
              .sql("UPDATE tenants SET name = 'Other' WHERE id = ?")
              .param(tenantId)
              .update();
        });

    assertThat(new Sql(api.database()).texts("SELECT name FROM tenants WHERE id = ?", tenantId))
        .containsExactly("Other");
  }

  @Test
  void waitsForNobodysLockForLong() throws SQLException {
    try (Connection other = api.database().connect()) {
      other.setAutoCommit(false);
      other
          .createStatement()
          .execute("SELECT FROM webhooks WHERE id = '" + webhook + "' FOR UPDATE");

      accepted.show(test, at);

      assertShownAndCounted(0);
      other.rollback();
    }
    accepted.show(test, at);
    assertShownAndCounted(1);
  }
}
