package com.irisx.webhooks.admin.eventtype;

import com.irisx.webhooks.admin.problem.FieldErrors;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.irisx.webhooks.schema.catalog.EventPattern;
import com.irisx.webhooks.schema.catalog.EventType;
import com.irisx.webhooks.schema.catalog.InvalidEventPatternException;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Service;

/** The catalog as the database holds it. */
@Service
public class EventTypes implements SmartInitializingSingleton {

  private final EventTypeRepository repository;
  private final EventCatalog system = EventCatalog.system();

  EventTypes(EventTypeRepository repository) {
    this.repository = repository;
  }

  /**
   * Brings the types that come with this release into the table, where the operator has no others.
   */
  @Override
  public void afterSingletonsInstantiated() {
    List<EventType> builtIn = EventCatalog.builtIn().types();
    for (int position = 0; position < builtIn.size(); position++) {
      repository.seed(builtIn.get(position), position);
    }
  }

  /** The catalog as it is now. */
  public EventCatalog catalog() {
    return EventCatalog.of(repository.all());
  }

  /** The types of events about webhooks themselves: they come with the release, and stay apart. */
  public EventCatalog systemCatalog() {
    return system;
  }

  /**
   * Adds a type. From then on every instance lists it and takes subscriptions to it.
   *
   * @throws ProblemException with status 409 if there is one with its name
   */
  void add(EventType type) {
    if (!repository.insert(type)) {
      throw ProblemException.conflict("type", "is in the catalog already");
    }
  }

  /** Changes a type; releases will not change it back. */
  void change(EventType type) {
    if (!repository.update(type)) {
      throw ProblemException.notFound("event type");
    }
  }

  /** Notes every pattern of a subscription that is misspelt or chooses nothing. */
  public void check(FieldErrors errors, String field, List<String> patterns) {
    EventCatalog catalog = catalog();
    for (int i = 0; i < patterns.size(); i++) {
      try {
        EventPattern pattern = EventPattern.parse(patterns.get(i));
        errors.check(
            catalog.hasMatch(pattern) || system.hasMatch(pattern),
            field + "[" + i + "]",
            "is no event type of the catalog, see /v1/webhooks/event-types: " + patterns.get(i));
      } catch (InvalidEventPatternException e) {
        errors.reject(field + "[" + i + "]", String.valueOf(e.getMessage()));
      }
    }
  }
}
