package com.irisx.webhooks.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators and machines look at, without a token. */
class OperationsTest {

  private final ApiClient anyone = AdminApi.shared().as("").anonymous();

  @Test
  void healthIsGoodOnceCaptureRuns() {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> anyone.get("/actuator/health/readiness").require(200));
    anyone.get("/actuator/health/liveness").require(200);
    JsonNode health = anyone.get("/actuator/health").require(200).body();
    assertThat(health.required("components").propertyNames()).contains("db", "capture");
    assertThat(health.toString()).doesNotContain("details");
  }

  @Test
  void metricsAreThereForPrometheus() {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(anyone.get("/actuator/prometheus").require(200).response().body())
                    .contains("webhooks_capture_slot_lag_bytes")
                    .contains("webhooks_capture_active 1.0")
                    .contains("webhooks_projection_rejected_total")
                    .contains("kafka_consumer_fetch_manager_records_lag")
                    .contains("hikaricp_connections"));
    assertThat(anyone.get("/actuator/env").status()).isEqualTo(404);
  }

  @Test
  void theApiDescribesItself() {
    JsonNode description = anyone.get("/v3/api-docs").require(200).body();

    Collection<String> paths = description.required("paths").propertyNames();
    assertThat(paths).containsAll(List.of("/v1/webhooks", "/v1/webhooks/deliveries/{id}"));
    JsonNode request = description.required("components").required("schemas");
    assertThat(request.required("WebhookRequest").required("properties").propertyNames())
        .contains("url", "retry_schedule_seconds", "max_attempts");
    assertThat(description.toString().getBytes(UTF_8).length).isGreaterThan(2000);
    assertThat(description.toString())
        .doesNotContain("\"name\":\"tenant\"")
        .doesNotContain("\"name\":\"operator\"");
  }
}
