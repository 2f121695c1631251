package com.irisx.webhooks.admin.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.command.CommandsTopic;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.irisx.webhooks.schema.catalog.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A7: a sample event takes the way of a real one. */
class TestDeliveryTest {

  private final AdminApi api = AdminApi.shared();
  private final String tenantId = "tenant-" + UUID.randomUUID();
  private final ApiClient tenant = api.newTenant(tenantId);

  private UUID webhook(String... events) {
    return UUID.fromString(
        tenant
            .post("/v1/webhooks", Map.of("url", "https://example.com/", "events", events))
            .require(201)
            .text("id"));
  }

  private static String path(UUID webhook) {
    return "/v1/webhooks/" + webhook + "/test";
  }

  private CommandsTopic.Sent sent(UUID webhook) {
    List<CommandsTopic.Sent> sent = new CommandsTopic(api, webhook).read();
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }

  @Test
  void theSampleIsSentInTheFormOfEveryBody() {
    UUID webhook = webhook("sms.received", "call.completed");

    JsonNode accepted =
        tenant.post(path(webhook), Map.of("event_type", "call.completed")).require(202).body();

    CommandsTopic.Sent sent = sent(webhook);
    Command.Test test = (Command.Test) sent.command();
    assertThat(test.delivery().eventId()).startsWith("test_");
    assertThat(test.delivery().eventType()).isEqualTo("call.completed");
    assertThat(test.delivery().tenantId()).isEqualTo(tenantId);
    assertThat(test.delivery().run()).isZero();
    assertThat(test.delivery().deliveryId())
        .isEqualTo(Ids.delivery(test.delivery().eventId(), webhook));
    assertThat(accepted.required("delivery_id").asString())
        .isEqualTo(test.delivery().deliveryId().toString());
    assertThat(accepted.required("status").asString()).isEqualTo("pending");
    assertThat(Instant.parse(accepted.required("created_at").asString())).isEqualTo(sent.at());
    String body = new String(test.body(), UTF_8);
    EventType type = Objects.requireNonNull(EventCatalog.builtIn().find("call.completed"));
    String data = type.sample().substring(type.sample().indexOf("\"data\":") + 7);
    assertThat(body)
        .isEqualTo(
            "{\"id\":\"%s\",\"event\":\"call.completed\",\"timestamp\":\"%s\",\"data\":%s}"
                .formatted(
                    test.delivery().eventId(),
                    test.delivery().occurredAt(),
                    data.substring(0, data.lastIndexOf('}')).strip()));
    assertThat(Json.MAPPER.readTree(body).propertyNames())
        .containsExactly("id", "event", "timestamp", "data");
  }

  @ParameterizedTest
  @CsvSource({
    "sms.received call.completed, sms.received",
    "email.* call.completed, email.received",
    "*, call.initiated",
    "webhook.*, webhook.disabled"
  })
  void withoutATypeItIsTheFirstSubscribed(String events, String expected) {
    UUID webhook = webhook(events.split(" ", -1));

    assertThat(tenant.post(path(webhook)).require(202).text("event_type")).isEqualTo(expected);

    assertThat(((Command.Test) sent(webhook).command()).delivery().eventType()).isEqualTo(expected);
  }

  @Test
  void theDeliveryIsShownWithItsPayloadAtOnce() {
    UUID webhook = webhook("call.completed");
    String id = tenant.post(path(webhook), Map.of()).require(202).text("delivery_id");

    JsonNode shown = tenant.get("/v1/webhooks/deliveries/" + id).require(200).body();

    assertThat(shown.required("status").asString()).isEqualTo("pending");
    assertThat(shown.required("payload").required("event").asString()).isEqualTo("call.completed");
    assertThat(tenant.get("/v1/webhooks/" + webhook).body().required("total_deliveries").asInt())
        .isEqualTo(1);
  }

  @Test
  void whatCannotBeTestedIsRefused() {
    UUID webhook = webhook("call.completed");
    tenant.post(path(webhook), Map.of("event_type", "call.unheard")).requireInvalid("event_type");
    tenant.post(path(webhook), Map.of("event_type", "call.*")).requireInvalid("event_type");
    tenant.post(path(webhook), Map.of("type", "x")).requireInvalid("type");
    api.newTenant().post(path(webhook)).requireProblem(404);
    tenant.post(path(UUID.randomUUID())).requireProblem(404);

    tenant.patch("/v1/webhooks/" + webhook, Map.of("enabled", false)).require(200);
    tenant.post(path(webhook)).requireProblem(409);

    assertThat(new CommandsTopic(api, webhook).read()).isEmpty();
  }
}
