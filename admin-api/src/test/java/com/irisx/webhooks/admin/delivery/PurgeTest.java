package com.irisx.webhooks.admin.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A5: the deliveries of a deleted webhook are gone at once for its owner, and soon from disk. */
class PurgeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 5 * Purge.BATCH_DELIVERIES + 1;

  private final AdminApi api = AdminApi.shared();
  private final Sql sql = new Sql(api.database());
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);

  /** Deliveries of the last three days, many with the same time. */
  private void fill(UUID webhook, int deliveries) {
    sql.run(
        """
        WITH d AS (
          SELECT gen_random_uuid() AS id,
            date_trunc('minute', now()) - (n % 4320) * interval '1 minute' AS at
          FROM generate_series(1, ?) AS n),
        a AS (INSERT INTO webhook_attempts (delivery_id, run, attempt, created_at, attempted_at)
          SELECT id, 0, 1, at, at FROM d),
        p AS (INSERT INTO webhook_payloads (delivery_id, created_at, body)
          SELECT id, at, convert_to(?::text, 'UTF8') FROM d)
        INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id,
          event_type, occurred_at, status, run, attempt, recorded_at)
        SELECT id, at, ?::uuid, ?, 'e', 'call.completed', 'now', 'delivered', 0, 1, at FROM d
        """,
        deliveries, webhook.toString(), webhook, tenantId);
  }

  private long rows(UUID webhook) {
    long rows = 0;
    String ofWebhook = "SELECT count(*) FROM webhook_deliveries WHERE webhook_id = ?";
    rows += Long.parseLong(sql.texts(ofWebhook, webhook).get(0));
    String payloads = "SELECT count(*) FROM webhook_payloads WHERE convert_from(body, 'UTF8') = ?";
    return rows + Long.parseLong(sql.texts(payloads, webhook.toString()).get(0));
  }

  @Test
  void itIsAnsweredAtOnceAndDoneInTheBackground() {
    UUID webhook = tenant.newWebhook();
    UUID other = tenant.newWebhook();
    fill(webhook, MANY);
    fill(other, 10);
    assertThat(rows(webhook)).isEqualTo(2L * MANY);
    String delivery =
        sql.texts("SELECT id FROM webhook_deliveries WHERE webhook_id = ? LIMIT 1", webhook).get(0);
    tenant.get("/v1/webhooks/deliveries/" + delivery).require(200);

    tenant.delete("/v1/webhooks/" + webhook).require(204);

    tenant.get("/v1/webhooks/deliveries/" + delivery).requireProblem(404);
    tenant.get("/v1/webhooks/" + webhook + "/deliveries").requireProblem(404);
    await().atMost(PATIENCE).until(() -> rows(webhook) == 0);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                sql.texts("SELECT webhook_id FROM deleted_webhooks WHERE webhook_id = ?", webhook)
                    .isEmpty());
    assertThat(
            sql.texts(
                "SELECT count(*) FROM webhook_attempts WHERE delivery_id = ?::uuid", delivery))
        .containsExactly("0");
    assertThat(rows(other)).isEqualTo(20);
  }

  /** As after a crash: what is noted is done, whoever noted it. */
  @Test
  void whatIsNotedIsDone() {
    UUID webhook = UUID.randomUUID();
    fill(webhook, 3 * Purge.BATCH_DELIVERIES);
    // Of events repeated after days, which made no delivery.
    sql.run(
        """
        INSERT INTO webhook_payloads (delivery_id, created_at, body)
        SELECT id, created_at + interval '5 days', convert_to(?::text, 'UTF8')
        FROM webhook_deliveries WHERE webhook_id = ?
        """,
        webhook.toString(),
        webhook);

    sql.run("INSERT INTO deleted_webhooks (webhook_id) VALUES (?)", webhook);

    await().atMost(PATIENCE).until(() -> rows(webhook) == 0);
  }

  @Test
  void whatIsNotRemovedYetIsNotShown() {
    UUID gone = UUID.randomUUID();
    fill(gone, 1);
    String delivery =
        sql.texts("SELECT id FROM webhook_deliveries WHERE webhook_id = ?", gone).get(0);

    tenant.get("/v1/webhooks/deliveries/" + delivery).requireProblem(404);
    tenant.post("/v1/webhooks/deliveries/" + delivery + "/retry").requireProblem(404);
    tenant.post("/v1/webhooks/deliveries/" + delivery + "/cancel").requireProblem(404);
  }

  @Test
  void aRefusedDeleteNotesNothing() {
    UUID webhook = tenant.newWebhook();

    api.newTenant().delete("/v1/webhooks/" + webhook).requireProblem(404);

    assertThat(sql.texts("SELECT webhook_id FROM deleted_webhooks WHERE webhook_id = ?", webhook))
        .isEmpty();
  }
}
