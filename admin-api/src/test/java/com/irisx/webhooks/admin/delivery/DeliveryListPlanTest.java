package com.irisx.webhooks.admin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.Sql;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No list reads what it does not show, however much of it there is (ADR 8). */
class DeliveryListPlanTest {

  private static final int ROWS = 20_000;

  private final AdminApi api = AdminApi.shared();
  private final Sql sql = new Sql(api.database());
  private final UUID webhook = UUID.randomUUID();

  /** One in a thousand, the last ones long ago, is of the status that is asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"delivered", "failed", "expired"})
  void aStatusThatIsRareIsReadAlone(String status) {
    String other = status.equals("failed") ? "delivered" : "failed";
    sql.run(
        """
        INSERT INTO webhook_deliveries (id, created_at, webhook_id, tenant_id, event_id,
          event_type, occurred_at, status, run, attempt, recorded_at)
        SELECT gen_random_uuid(), now() - n * interval '1 second', ?, 'plans', 'e',
          'call.completed', 'then', CASE WHEN n > 19980 THEN ? ELSE ? END, 0, 1, now()
        FROM generate_series(1, ?) AS n
        """,
        webhook,
        status,
        other,
        ROWS);
    sql.run("ANALYZE webhook_deliveries");

    String plan =
        String.join(
            "\n",
            sql.texts(
                """
                EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)
                SELECT * FROM webhook_deliveries
                WHERE webhook_id = ? AND tenant_id = 'plans' AND status = ?
                ORDER BY created_at DESC, id DESC LIMIT 51
                """,
                webhook,
                status));

    assertThat(plan).doesNotContain("Rows Removed");
    sql.run("DELETE FROM webhook_deliveries WHERE webhook_id = ?", webhook);
  }
}
