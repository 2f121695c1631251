package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.WaitReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a new delivery's record makes of the tables. */
class ArrivalsTest {

  private static final String BODY =
      "{\"id\":\"e\",\"event\":\"call.completed\",\"data\":{\"n\":1.10,\"ü\":12345678901234567890}}";

  private final AdminApi api = AdminApi.shared();
  private final OutcomeProjection outcomes = api.bean(OutcomeProjection.class);
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);
  private final UUID webhook = tenant.newWebhook();

  private Arrival arrival(UUID deliveryId, Instant at) {
    Delivery delivery =
        new Delivery(
            deliveryId, webhook, tenantId, "e", "call.completed", "2025-10-29T12:00:00Z", 0, 0);
    return new Arrival(delivery, at, BODY.getBytes(UTF_8));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Test
  void anArrivalIsAPendingDeliveryWithItsPayload() {
    UUID id = UUID.randomUUID();

    TestArrivals.write(api, List.of(arrival(id, now())));

    JsonNode delivery = tenant.get("/v1/webhooks/deliveries/" + id).require(200).body();
    assertThat(delivery.required("status").asString()).isEqualTo("pending");
    assertThat(delivery.required("attempts").isEmpty()).isTrue();
    assertThat(tenant.get("/v1/webhooks/deliveries/" + id).response().body()).contains(BODY);
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("pending_deliveries").asInt())
        .isEqualTo(1);
  }

  @Test
  void theSameEventAgainAddsNothing() throws SQLException {
    UUID id = UUID.randomUUID();
    Instant first = now();
    TestArrivals.write(api, List.of(arrival(id, first), arrival(id, first.plusMillis(5))));
    Tables before = Tables.of(api.database(), webhook);

    TestArrivals.write(api, List.of(arrival(id, first), arrival(id, first.plusMillis(5))));
    for (int hours : List.of(23, 25, 29)) {
      TestArrivals.write(api, List.of(arrival(id, first.plus(Duration.ofHours(hours)))));
    }

    assertThat(Tables.of(api.database(), webhook)).isEqualTo(before);
    assertThat(before.of("webhook_deliveries")).hasSize(1);
    assertThat(before.of("webhook_payloads")).hasSize(1);
  }

  /** Only the scheduler knows that it waits; a second row would be pending for ever. */
  @Test
  void whileADeliveryWaitsItsEventAgainAddsNone() throws SQLException {
    Outcomes waiting =
        new Outcomes(UUID.randomUUID(), tenantId, webhook, now().minus(Duration.ofDays(20)));
    TestArrivals.write(api, List.of(arrival(waiting.deliveryId(), waiting.createdAt())));
    outcomes.write(List.of(waiting.waiting(WaitReason.PAUSED, waiting.createdAt())));

    TestArrivals.write(api, List.of(arrival(waiting.deliveryId(), now())));

    assertThat(Tables.of(api.database(), webhook).of("webhook_deliveries")).hasSize(1);
    JsonNode counted = tenant.get("/v1/webhooks/" + webhook).body();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("pending_deliveries").asInt()).isEqualTo(1);

    outcomes.write(List.of(waiting.delivered(1)));

    String path = "/v1/webhooks/deliveries/" + waiting.deliveryId();
    assertThat(tenant.get(path).require(200).text("status")).isEqualTo("delivered");
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("pending_deliveries").asInt())
        .isZero();
  }

  /** Whatever the scheduler's window is: after 25 hours it may drop the event, after one or not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 25, 100})
  void whatIsDeliveredAgainAppearsWithItsFirstOutcome(int hoursLater) throws SQLException {
    Outcomes second = Outcomes.of(tenantId, webhook);
    UUID id = second.deliveryId();
    Outcomes first =
        new Outcomes(id, tenantId, webhook, second.createdAt().minus(Duration.ofHours(hoursLater)));
    TestArrivals.write(api, List.of(arrival(id, first.createdAt())));
    outcomes.write(List.of(first.failed(1)));
    Tables before = Tables.of(api.database(), webhook);

    TestArrivals.write(api, List.of(arrival(id, second.createdAt())));
    assertThat(Tables.of(api.database(), webhook)).isEqualTo(before);

    outcomes.write(List.of(second.delivered(1)));
    Tables after = Tables.of(api.database(), webhook);
    assertThat(after.of("webhook_deliveries")).hasSize(2);
    assertThat(after.of("webhook_payloads")).hasSize(2);
    JsonNode read = tenant.get("/v1/webhooks/deliveries/" + id).require(200).body();
    assertThat(read.required("status").asString()).isEqualTo("delivered");
    assertThat(read.required("payload").required("event").asString()).isEqualTo("call.completed");
    JsonNode counted = tenant.get("/v1/webhooks/" + webhook).body();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(2);
    assertThat(counted.required("pending_deliveries").asInt()).isZero();

    TestArrivals.write(
        api, List.of(arrival(id, first.createdAt()), arrival(id, second.createdAt())));
    outcomes.write(List.of(first.failed(1), second.delivered(1)));
    assertThat(Tables.of(api.database(), webhook)).isEqualTo(after);
  }

  @Test
  void anEventThatTheSchedulerHasForgottenIsAnotherDeliveryAtOnce() throws SQLException {
    Outcomes ended =
        new Outcomes(UUID.randomUUID(), tenantId, webhook, now().minus(Duration.ofDays(20)));
    TestArrivals.write(api, List.of(arrival(ended.deliveryId(), ended.createdAt())));
    outcomes.write(List.of(ended.delivered(1)));

    TestArrivals.write(api, List.of(arrival(ended.deliveryId(), now())));

    assertThat(Tables.of(api.database(), webhook).of("webhook_deliveries")).hasSize(2);
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("pending_deliveries").asInt())
        .isEqualTo(1);
  }

  @Test
  void thePayloadOfAWebhookThatIsDeletedMeanwhileGoes() throws SQLException {
    Arrival gone = arrival(UUID.randomUUID(), now());
    api.bean(PayloadProjection.class).write(List.of(gone));
    assertThat(payloads(gone)).isEqualTo(1);
    tenant.delete("/v1/webhooks/" + webhook).require(204);

    api.bean(PendingProjection.class).write(List.of(gone));

    assertThat(payloads(gone)).isZero();
  }

  private int payloads(Arrival of) throws SQLException {
    try (Connection connection = api.database().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT count(*) FROM webhook_payloads WHERE delivery_id = ?")) {
      statement.setObject(1, of.delivery().deliveryId());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  @Test
  void anOutcomeMayComeFirst() throws SQLException {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    outcomes.write(List.of(delivery.delivered(1)));
    TestArrivals.write(api, List.of(arrival(delivery.deliveryId(), delivery.createdAt())));

    JsonNode read =
        tenant.get("/v1/webhooks/deliveries/" + delivery.deliveryId()).require(200).body();
    assertThat(read.required("status").asString()).isEqualTo("delivered");
    assertThat(read.required("payload").required("event").asString()).isEqualTo("call.completed");
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("pending_deliveries").asInt())
        .isZero();
  }

  @Test
  void anOutcomeMovesThePendingDelivery() {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    TestArrivals.write(api, List.of(arrival(delivery.deliveryId(), delivery.createdAt())));
    outcomes.write(List.of(delivery.delivered(1)));

    JsonNode counted = tenant.get("/v1/webhooks/" + webhook).body();
    assertThat(counted.required("pending_deliveries").asInt()).isZero();
    assertThat(counted.required("total_deliveries").asInt()).isEqualTo(1);
    assertThat(counted.required("successful_deliveries").asInt()).isEqualTo(1);
  }

  /** Within the millisecond of its arrival, or by a clock that is behind. */
  @ParameterizedTest
  @ValueSource(longs = {0, 5})
  void whatADeliveryWaitsForIsKnownHoweverSoonItWasDecided(long millisBefore) {
    Outcomes delivery = Outcomes.of(tenantId, webhook);
    Instant decided = delivery.createdAt().minusMillis(millisBefore);
    TestArrivals.write(api, List.of(arrival(delivery.deliveryId(), delivery.createdAt())));
    outcomes.write(List.of(delivery.waiting(WaitReason.PAUSED, decided)));

    assertThat(
            tenant
                .get("/v1/webhooks/deliveries/" + delivery.deliveryId())
                .require(200)
                .text("waiting_for"))
        .isEqualTo("paused");
  }
}
