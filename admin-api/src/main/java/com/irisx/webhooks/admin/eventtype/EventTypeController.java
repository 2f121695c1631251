package com.irisx.webhooks.admin.eventtype;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.schema.catalog.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be subscribed to. */
@RestController
@RequestMapping("/v1/webhooks/event-types")
class EventTypeController {

  private final EventTypes types;

  EventTypeController(EventTypes types) {
    this.types = types;
  }

  record CategoryView(String category, List<EventTypeView> eventTypes) {}

  /** Schema and sample are passed on as they were written, members in their order. */
  record EventTypeView(
      String type, String description, @JsonRawValue String schema, @JsonRawValue String sample) {
    static EventTypeView of(EventType type) {
      return new EventTypeView(type.type(), type.description(), type.schema(), type.sample());
    }
  }

  /**
   * The catalog.
   *
   * @param data its types by category
   * @param nextCursor always null: a list as every other
   * @param systemEventTypes the types of events about webhooks themselves, which are no part of it
   */
  record CatalogView(
      List<CategoryView> data, @Nullable String nextCursor, List<EventTypeView> systemEventTypes) {}

  @GetMapping
  CatalogView list(Caller.Tenant tenant) {
    List<CategoryView> categories =
        types.catalog().byCategory().entrySet().stream()
            .map(
                category ->
                    new CategoryView(
                        category.getKey(),
                        category.getValue().stream().map(EventTypeView::of).toList()))
            .toList();
    return new CatalogView(
        categories, null, types.systemCatalog().types().stream().map(EventTypeView::of).toList());
  }
}
