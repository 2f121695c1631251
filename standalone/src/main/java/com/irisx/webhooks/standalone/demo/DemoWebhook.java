package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of the demo's subscriptions.
 *
 * @param name the last segment of its URL
 * @param pattern the event types it asks for
 */
record DemoWebhook(String name, String pattern) {

  static final List<DemoWebhook> ALL =
      List.of(
          new DemoWebhook("calls", "call.*"),
          new DemoWebhook("messages", "sms.*"),
          new DemoWebhook("everything", "*"));

  /** Enough for what the generator makes; the defaults (60, 1000) are for tenants. */
  private static final int PER_MINUTE = 6_000;

  private static final int PER_HOUR = 100_000;

  /** The path of the receiver that takes it. */
  String path() {
    return "/" + name;
  }

  /** The body that creates it. */
  ObjectNode request(String url) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("url", url);
    body.putArray("events").add(pattern);
    body.put("description", "Demo: " + name);
    body.put("rate_limit_per_minute", PER_MINUTE);
    body.put("rate_limit_per_hour", PER_HOUR);
    return body;
  }
}
