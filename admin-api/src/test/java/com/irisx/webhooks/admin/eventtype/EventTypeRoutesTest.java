package com.irisx.webhooks.admin.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.schema.catalog.EventCatalog;
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
  void seedingAgainChangesNothing() {
    EventTypes types = api.bean(EventTypes.class);
    EventCatalog before = types.catalog();

    types.afterSingletonsInstantiated();

    assertThat(types.catalog().types()).isEqualTo(before.types()).hasSize(25);
  }
}
