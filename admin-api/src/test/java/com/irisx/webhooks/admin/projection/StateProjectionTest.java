package com.irisx.webhooks.admin.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.Sql;
import com.irisx.webhooks.admin.projection.StateProjection.Said;
import com.irisx.webhooks.schema.BreakerState;
import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.WebhookStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the scheduler says of a webhook, and what the API makes of it. */
class StateProjectionTest {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  private final AdminApi api = AdminApi.shared();
  private final StateProjection projection = api.bean(StateProjection.class);
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final String path = "/v1/webhooks/" + webhook;

  private WebhookStatus status(
      long version,
      BreakerState breaker,
      boolean paused,
      @Nullable DisabledReason reason,
      Instant at) {
    boolean closed = breaker == BreakerState.CLOSED;
    return new WebhookStatus(
        webhook,
        tenantId,
        version,
        breaker,
        closed ? null : now.plusSeconds(60),
        closed ? null : now.minusSeconds(60),
        paused,
        reason,
        at);
  }

  private Said said(WebhookStatus status, long offset) {
    return new Said(webhook, status, offset);
  }

  private Said breaker(BreakerState breaker, Instant at, long offset) {
    return said(status(1, breaker, false, null, at), offset);
  }

  private Said disable(long version, DisabledReason reason) {
    return said(status(version, BreakerState.CLOSED, false, reason, now), 1);
  }

  private JsonNode read() {
    return tenant.get(path).require(200).body();
  }

  private long version() {
    return Long.parseLong(
        new Sql(api.database()).texts("SELECT version FROM webhooks WHERE id = ?", webhook).get(0));
  }

  @Test
  void beforeTheSchedulerSaysAnythingAllIsWell() {
    JsonNode shown = read();

    assertThat(shown.required("breaker").asString()).isEqualTo("closed");
    assertThat(shown.required("breaker_open_until").isNull()).isTrue();
    assertThat(shown.required("failing_since").isNull()).isTrue();
    assertThat(shown.required("paused").asBoolean()).isFalse();
    assertThat(shown.required("health").asString()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED,    false, unknown",
    "OPEN,      false, failing",
    "HALF_OPEN, false, failing",
    "CLOSED,    true,  paused",
    "OPEN,      true,  paused"
  })
  void theWebhookShowsIt(BreakerState breaker, boolean paused, String health) {
    projection.write(List.of(said(status(1, breaker, paused, null, now), 1)));

    JsonNode shown = read();
    assertThat(shown.required("breaker").asString()).isEqualTo(breaker.label());
    assertThat(shown.required("paused").asBoolean()).isEqualTo(paused);
    assertThat(shown.required("health").asString()).isEqualTo(health);
    if (breaker != BreakerState.CLOSED) {
      assertThat(Instant.parse(shown.required("breaker_open_until").asString()))
          .isEqualTo(now.plusSeconds(60));
      assertThat(Instant.parse(shown.required("failing_since").asString()))
          .isEqualTo(now.minusSeconds(60));
    }
    assertThat(tenant.get("/v1/webhooks").body().required("data").required(0)).isEqualTo(shown);
  }

  @Test
  void aWebhookThatIsSwitchedOffIsDisabledWhateverElse() {
    projection.write(List.of(said(status(1, BreakerState.OPEN, true, null, now), 1)));

    assertThat(tenant.patch(path, Map.of("enabled", false)).text("health")).isEqualTo("disabled");
  }

  @Test
  void theLastRecordHoldsThoughItIsReadAgain() {
    Said old = breaker(BreakerState.CLOSED, now.minusSeconds(2), 7);
    Said newer = breaker(BreakerState.HALF_OPEN, now.minusSeconds(1), 8);
    Said newest = breaker(BreakerState.OPEN, now.minusSeconds(1), 9);

    projection.write(List.of(old, newer, newest));
    assertThat(read().required("breaker").asString()).isEqualTo("open");

    projection.write(List.of(newer));
    projection.write(List.of(old, newer));
    assertThat(read().required("breaker").asString()).isEqualTo("open");

    projection.write(List.of(breaker(BreakerState.CLOSED, now, 10)));
    assertThat(read().required("breaker").asString()).isEqualTo("closed");
  }

  /** An instance whose clock is ahead was followed by one whose clock is right. */
  @Test
  void theLastRecordHoldsWhateverTheClockOfItsWriterSaid() {
    projection.write(List.of(breaker(BreakerState.OPEN, now.plusSeconds(1_800), 1)));

    projection.write(
        List.of(said(status(1, BreakerState.CLOSED, false, DisabledReason.ENDPOINT_GONE, now), 2)));

    assertThat(read().required("breaker").asString()).isEqualTo("closed");
    assertThat(read().required("enabled").asBoolean()).isFalse();
    assertThat(read().required("disabled_reason").asString()).isEqualTo("endpoint_gone");
  }

  @Test
  void aTopicThatWasMadeAnewCountsFromTheBeginning() {
    projection.write(List.of(breaker(BreakerState.OPEN, now.minusSeconds(1), 99)));

    projection.write(List.of(breaker(BreakerState.CLOSED, now, 0)));

    assertThat(read().required("breaker").asString()).isEqualTo("closed");
  }

  @ParameterizedTest
  @CsvSource({"ENDPOINT_GONE, endpoint_gone", "FAILING_TOO_LONG, failing_too_long"})
  void theSchedulerSwitchesAWebhookOff(DisabledReason reason, String label) {
    projection.write(List.of(disable(1, reason)));

    JsonNode shown = read();
    assertThat(shown.required("enabled").asBoolean()).isFalse();
    assertThat(shown.required("disabled_reason").asString()).isEqualTo(label);
    assertThat(shown.required("health").asString()).isEqualTo("disabled");
    assertThat(version()).isEqualTo(2);

    projection.write(List.of(disable(1, reason)));
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void itsOwnerSwitchesItOnAgain() {
    projection.write(List.of(disable(1, DisabledReason.ENDPOINT_GONE)));

    JsonNode on = tenant.patch(path, Map.of("enabled", true)).require(200).body();

    assertThat(on.required("enabled").asBoolean()).isTrue();
    assertThat(on.required("disabled_reason").isNull()).isTrue();
    projection.write(List.of(disable(1, DisabledReason.ENDPOINT_GONE)));
    assertThat(read().required("enabled").asBoolean()).isTrue();
  }

  /** Decided on version 1, while version 2 says what its owner wants now. */
  @Test
  void anOwnerWhoChangedTheWebhookMeanwhileWins() {
    tenant.patch(path, Map.of("url", "https://example.com/repaired")).require(200);

    projection.write(List.of(disable(1, DisabledReason.ENDPOINT_GONE)));
    assertThat(read().required("enabled").asBoolean()).isTrue();

    projection.write(
        List.of(
            said(
                status(
                    2,
                    BreakerState.CLOSED,
                    false,
                    DisabledReason.ENDPOINT_GONE,
                    now.plusSeconds(1)),
                2)));
    assertThat(read().required("enabled").asBoolean()).isFalse();
  }

  @Test
  void whatTheSchedulerWantedBeforeItChangedItsMindIsNotDone() {
    projection.write(List.of(breaker(BreakerState.CLOSED, now.plusSeconds(1), 2)));

    projection.write(List.of(disable(1, DisabledReason.ENDPOINT_GONE)));

    assertThat(read().required("enabled").asBoolean()).isTrue();
  }

  @Test
  void whatItsOwnerSwitchedOffHasNoReason() {
    tenant.patch(path, Map.of("enabled", false)).require(200);

    projection.write(List.of(disable(2, DisabledReason.FAILING_TOO_LONG)));

    assertThat(read().required("disabled_reason").isNull()).isTrue();
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void aDeletedWebhookHasNoState() {
    projection.write(List.of(breaker(BreakerState.OPEN, now, 1)));
    tenant.delete(path).require(204);

    projection.write(List.of(new Said(webhook, null, 2), breaker(BreakerState.OPEN, now, 3)));

    assertThat(
            new Sql(api.database())
                .texts("SELECT breaker FROM webhook_states WHERE webhook_id = ?", webhook))
        .isEmpty();
  }
}
