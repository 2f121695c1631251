package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.standalone.KeyStore;
import java.util.Optional;

/**
 * What is kept of a webhook over restarts, with the secret that the API showed once, so that what
 * waited for a retry can be verified by the next start.
 */
record KeptWebhook(String id, String secret) {

  static Optional<KeptWebhook> read(KeyStore keys, DemoWebhook webhook) {
    return keys.get(file(webhook)).map(text -> Json.MAPPER.readValue(text, KeptWebhook.class));
  }

  void keep(KeyStore keys, DemoWebhook webhook) {
    keys.put(file(webhook), Json.MAPPER.writeValueAsString(this));
  }

  private static String file(DemoWebhook webhook) {
    return "demo-webhook-" + webhook.name() + ".json";
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "KeptWebhook[id=" + id + "]";
  }
}
