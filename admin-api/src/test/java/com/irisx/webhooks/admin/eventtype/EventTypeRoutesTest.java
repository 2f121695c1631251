package com.irisx.webhooks.admin.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A9: the catalog. */
class EventTypeRoutesTest {

  private final AdminApi api = AdminApi.shared();

  @Test
  void theCatalogIsGroupedByCategory() {
    JsonNode categories =
        api.newTenant().get("/v1/webhooks/event-types").require(200).body().required("data");

    assertThat(categories.findValuesAsString("type").stream().filter(t -> t.contains(".")))
        .containsAll(
            EventCatalog.builtIn().types().stream()
                .map(com.irisx.webhooks.schema.catalog.EventType::type)
                .toList());
    JsonNode first = categories.required(0);
    assertThat(first.required("category").asString()).isEqualTo("call");
    JsonNode type = first.required("event_types").required(0);
    assertThat(type.required("description").asString()).isNotBlank();
    assertThat(type.required("schema").isObject()).isTrue();
    assertThat(type.required("sample").required("data").isObject()).isTrue();
  }

  @Test
  void eventsAboutWebhooksAreApartAndCanBeSubscribedTo() {
    ApiClient tenant = api.newTenant();
    JsonNode catalog = tenant.get("/v1/webhooks/event-types").require(200).body();

    int inGroups = 0;
    for (JsonNode category : catalog.required("data")) {
      inGroups += category.required("event_types").size();
    }
    assertThat(inGroups).isEqualTo(25);
    assertThat(catalog.required("next_cursor").isNull()).isTrue();
    JsonNode system = catalog.required("system_event_types");
    assertThat(system).hasSize(1);
    assertThat(system.required(0).required("type").asString()).isEqualTo("webhook.disabled");
    assertThat(system.required(0).required("sample").required("data").propertyNames())
        .containsExactly("webhook_id", "reason", "disabled_at");
    for (String pattern : List.of("webhook.disabled", "webhook.*", "*")) {
      tenant
          .post("/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of(pattern)))
          .require(201);
    }
    tenant
        .post(
            "/v1/webhooks",
            Map.of("url", "https://example.com/", "events", List.of("webhook.enabled")))
        .requireInvalid("events[0]");
  }

  @Test
  void seedingAgainChangesNothing() {
    EventTypes types = api.bean(EventTypes.class);
    EventCatalog before = types.catalog();

    types.afterSingletonsInstantiated();

    assertThat(types.catalog().types()).isEqualTo(before.types()).hasSize(25);
  }
}
