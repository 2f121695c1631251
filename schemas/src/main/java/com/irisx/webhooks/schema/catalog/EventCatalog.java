package com.irisx.webhooks.schema.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event types that can be subscribed to, in the catalog's order.
 *
 * <p>Threading: immutable.
 */
public final class EventCatalog {

  private static final String FOLDER = "/schemas/events/";
  private static final String SYSTEM_FOLDER = "/schemas/system-events/";

  private final Map<String, EventType> types;

  private EventCatalog(Map<String, EventType> types) {
    this.types = types;
  }

  /**
   * A catalog of these types, in this order.
   *
   * @throws IllegalArgumentException if one occurs twice
   */
  public static EventCatalog of(Collection<EventType> types) {
    Map<String, EventType> byName = new LinkedHashMap<>();
    for (EventType type : types) {
      if (byName.put(type.type(), type) != null) {
        throw new IllegalArgumentException("event type '" + type.type() + "' occurs twice");
      }
    }
    return new EventCatalog(byName);
  }

  /** The catalog that comes with this module. Reads the class path at every call. */
  public static EventCatalog builtIn() {
    return in(FOLDER);
  }

  /**
   * The types of events about webhooks themselves, which the system makes and tenants subscribe to
   * like to all others. Reads the class path at every call.
   */
  public static EventCatalog system() {
    return in(SYSTEM_FOLDER);
  }

  private static EventCatalog in(String folder) {
    return of(
        CatalogIndex.FORMAT.read(resource(folder + "catalog.json")).eventTypes().stream()
            .map(
                entry ->
                    new EventType(
                        entry.type(),
                        entry.category(),
                        entry.description(),
                        new String(resource(folder + entry.type() + ".schema.json"), UTF_8),
                        new String(resource(folder + entry.type() + ".sample.json"), UTF_8)))
            .toList());
  }

  /** All types. */
  public List<EventType> types() {
    return List.copyOf(types.values());
  }

  /** The types of each category; categories in the order in which they first occur. */
  public Map<String, List<EventType>> byCategory() {
    return Collections.unmodifiableMap(
        types.values().stream()
            .collect(groupingBy(EventType::category, LinkedHashMap::new, toUnmodifiableList())));
  }

  /** The type with this name, or null if the catalog has none. */
  public @Nullable EventType find(String type) {
    return types.get(type);
  }

  /** Whether {@code pattern} chooses at least one type; a subscription to none is a mistake. */
  public boolean hasMatch(EventPattern pattern) {
    return types.keySet().stream().anyMatch(pattern::matches);
  }

  private static byte[] resource(String name) {
    try (InputStream in = EventCatalog.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
