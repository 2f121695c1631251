package com.irisx.webhooks.admin.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.admin.projection.TestProjection;
import com.irisx.webhooks.schema.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A13: a tenant's figures. */
class StatisticsTest {

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Outcomes delivery(int daysAgo) {
    return new Outcomes(UUID.randomUUID(), tenantId, webhook, now.minus(Duration.ofDays(daysAgo)));
  }

  private void write(DeliveryOutcome... outcomes) {
    TestProjection.write(api, List.of(outcomes));
  }

  private JsonNode statistics(String query) {
    return tenant.get("/v1/stats" + query).require(200).body();
  }

  @Test
  void aTenantWithoutDeliveriesHasNoRates() {
    JsonNode none = statistics("");

    assertThat(none.required("success_rate").isNull()).isTrue();
    assertThat(none.required("retry_success_rate").isNull()).isTrue();
    assertThat(none.required("average_duration_ms").isNull()).isTrue();
    assertThat(none.required("p95_duration_ms").isNull()).isTrue();
    assertThat(none.required("pending_deliveries").asInt()).isZero();
    assertThat(none.required("active_webhooks").asInt()).isEqualTo(1);
    assertThat(none.required("events_per_day")).hasSize(30);
    assertThat(none.required("events_per_day").required(29).required("date").asString())
        .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
  }

  @Test
  void theFiveFiguresOfSuccess() {
    Outcomes retried = delivery(0);
    Outcomes lost = delivery(0);
    write(delivery(0).delivered(1), delivery(0).failed(1));
    write(retried.retrying(1), retried.delivered(2));
    write(delivery(1).delivered(1), lost.retrying(1), lost.failed(2), delivery(0).pending());
    UUID off = tenant.newWebhook();
    tenant.patch("/v1/webhooks/" + off, Map.of("enabled", false)).require(200);

    JsonNode counted = statistics("?days=2");

    assertThat(counted.required("success_rate").asDouble()).isEqualTo(0.6);
    assertThat(counted.required("retry_success_rate").asDouble()).isEqualTo(0.5);
    assertThat(counted.required("average_duration_ms").asDouble()).isEqualTo(7);
    assertThat(counted.required("p95_duration_ms").asDouble()).isEqualTo(7, within(7 * 0.19));
    assertThat(counted.required("pending_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("active_webhooks").asInt()).isEqualTo(1);
    JsonNode days = counted.required("events_per_day");
    assertThat(days).hasSize(2);
    assertThat(days.required(0).required("delivered").asInt()).isEqualTo(1);
    assertThat(days.required(0).required("total").asInt()).isEqualTo(1);
    assertThat(days.required(1).required("delivered").asInt()).isEqualTo(2);
    assertThat(days.required(1).required("failed").asInt()).isEqualTo(2);
    assertThat(days.required(1).required("pending").asInt()).isEqualTo(1);
    assertThat(days.required(1).required("total").asInt()).isEqualTo(5);
    assertThat(days.required(0).required("success_rate").asDouble()).isEqualTo(1);
    assertThat(days.required(0).required("retry_success_rate").isNull()).isTrue();
    assertThat(days.required(1).required("success_rate").asDouble()).isEqualTo(0.5);
    assertThat(days.required(1).required("retry_success_rate").asDouble()).isEqualTo(0.5);
    for (JsonNode day : days) {
      assertThat(day.required("average_duration_ms").asDouble()).isEqualTo(7);
      assertThat(day.required("p95_duration_ms").asDouble()).isEqualTo(7, within(7 * 0.19));
      assertThat(day.required("active_webhooks").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aDeliveryAskedForAgainCountsWhereItEndsAndOnce() {
    Outcomes again = delivery(0);
    write(again.retrying(1), again.failed(2));
    write(again.delivered(1, 1));

    JsonNode counted = statistics("");
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("success_rate").asDouble()).isEqualTo(1);
    assertThat(counted.required("retry_success_rate").asDouble()).isEqualTo(1);
  }

  @Test
  void onlyThePeriodCounts() {
    write(delivery(20).delivered(1), delivery(3).delivered(1), delivery(0).failed(1));

    assertThat(statistics("").required("total_deliveries").asInt()).isEqualTo(3);
    assertThat(statistics("?days=10").required("total_deliveries").asInt()).isEqualTo(2);
    assertThat(statistics("?days=1").required("total_deliveries").asInt()).isEqualTo(1);
    LocalDate third = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(3);
    String span = "?since=" + third + "&until=" + third.plusDays(1);
    JsonNode day = statistics(span);
    assertThat(day.required("total_deliveries").asInt()).isEqualTo(1);
    assertThat(day.required("since").asString()).isEqualTo(third + "T00:00:00Z");
    assertThat(day.required("until").asString()).isEqualTo(third.plusDays(1) + "T00:00:00Z");
    assertThat(day.required("success_rate").asDouble()).isEqualTo(1);
  }

  @Test
  void anotherTenantsDeliveriesDoNotCount() {
    write(delivery(0).delivered(1), delivery(0).pending());

    JsonNode others = api.newTenant().get("/v1/stats").require(200).body();
    assertThat(others.required("total_deliveries").asInt()).isZero();
    assertThat(others.required("pending_deliveries").asInt()).isZero();
    assertThat(others.required("active_webhooks").asInt()).isZero();
    api.operator().get("/v1/stats").requireProblem(401);
  }

  @ParameterizedTest
  @CsvSource({
    "days, ?days=0",
    "days, ?days=401",
    "days, ?days=many",
    "days, ?days=99999999999999999999",
    "days, ?days=3&since=2025-10-29",
    "since, ?since=yesterday",
    "since, ?since=",
    "since, ?since=%2B999999999-01-01",
    "since, ?since=2025-10-29T12:00:00Z&until=2025-10-29T00:00:00Z",
    "since, ?since=1970-01-01",
    "since, ?since=2999-01-01",
    "until, ?until=2025-13-01"
  })
  void whatCannotBeAskedForIsNamed(String field, String query) {
    tenant.get("/v1/stats" + query).requireInvalid(field);
  }
}
