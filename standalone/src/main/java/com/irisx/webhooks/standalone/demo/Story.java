package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.irisx.webhooks.schema.catalog.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One call or message and the events it goes through. The catalog's samples give the shape; ids and
 * phone numbers are the story's own, the same in all of its events, and times are now.
 */
final class Story {

  private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-f]{32}");
  private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9][0-9]{7,14}");
  private static final int SID_RANDOM_BYTES = 16;
  private static final int ID_RANDOM_BYTES = 12;
  private static final int NUMBER_VARIES = 10_000;

  private final EventCatalog catalog;
  private final RandomGenerator random;
  private final String topic;
  private final Deque<String> steps;
  private final String key;
  private final Map<String, String> chosen = new HashMap<>();

  Story(EventCatalog catalog, RandomGenerator random, String topic, List<String> steps) {
    this.catalog = catalog;
    this.random = random;
    this.topic = topic;
    this.steps = new ArrayDeque<>(steps);
    this.key = hex(ID_RANDOM_BYTES);
  }

  boolean hasNext() {
    return !steps.isEmpty();
  }

  DemoEvent next(Instant now) {
    String type = steps.removeFirst();
    EventType known = catalog.find(type);
    if (known == null) {
      throw new IllegalStateException("the catalog has no " + type);
    }
    ObjectNode event = (ObjectNode) Json.MAPPER.readTree(known.sample());
    Duration shift = Duration.between(Instant.parse(event.get("occurred_at").asString()), now);
    String id = "evt_" + hex(ID_RANDOM_BYTES);
    event.put("id", id).put("tenant_id", DemoTenant.ID).put("occurred_at", now.toString());
    vary((ObjectNode) event.get("data"), shift);
    return new DemoEvent(topic, key, id, type, event.toString());
  }

  private void vary(ObjectNode members, Duration shift) {
    for (String name : List.copyOf(members.propertyNames())) {
      JsonNode value = members.get(name);
      if (value instanceof ObjectNode inner) {
        vary(inner, shift);
      } else if (value.isString()) {
        members.put(name, vary(value.asString(), shift));
      }
    }
  }

  private String vary(String value, Duration shift) {
    if (SID.matcher(value).matches()) {
      return chosen.computeIfAbsent(value, sid -> sid.substring(0, 2) + hex(SID_RANDOM_BYTES));
    }
    if (PHONE_NUMBER.matcher(value).matches()) {
      return chosen.computeIfAbsent(
          value,
          number ->
              number.substring(0, number.length() - 4)
                  + "%04d".formatted(random.nextInt(NUMBER_VARIES)));
    }
    try {
      return Instant.parse(value).plus(shift).toString();
    } catch (DateTimeParseException e) {
      return value;
    }
  }

  private String hex(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }
}
