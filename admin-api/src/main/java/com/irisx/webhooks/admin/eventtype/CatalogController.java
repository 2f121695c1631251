package com.irisx.webhooks.admin.eventtype;

import com.irisx.webhooks.admin.eventtype.EventTypeController.EventTypeView;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.schema.catalog.EventType;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operator's routes for the catalog. They are not below {@code /v1/webhooks}, where a tenant's
 * routes are. There is none to delete a type: webhooks may be subscribed to it.
 */
@RestController
@RequestMapping("/v1/event-types")
class CatalogController {

  private final EventTypes types;
  private final EventTypeValidation validation;
  private final JsonMapper json;

  CatalogController(EventTypes types, EventTypeValidation validation, JsonMapper json) {
    this.types = types;
    this.validation = validation;
    this.json = json;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  EventTypeView create(Caller.Operator operator, @RequestBody EventTypeRequest body) {
    EventType type = validation.type(body);
    types.add(type);
    return EventTypeView.of(type);
  }

  /** Members in the body change; members that are missing or null stay; so does the name. */
  @PutMapping("/{type}")
  EventTypeView change(
      Caller.Operator operator, @PathVariable String type, @RequestBody EventTypeRequest body) {
    EventType current = types.catalog().find(type);
    if (current == null) {
      throw ProblemException.notFound("event type");
    }
    EventType changed = validation.type(body.over(current, json));
    if (!changed.type().equals(type)) {
      throw ProblemException.invalid("type", "cannot be changed");
    }
    types.change(changed);
    return EventTypeView.of(changed);
  }
}
