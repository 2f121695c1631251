package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Topics;
import java.net.URI;

/**
 * Where the demo finds the system.
 *
 * @param api the admin API, without path
 * @param topicPrefix of our topics
 * @param adminToken the operator's bearer token
 * @param apiKey the API key that the demo tenant has or gets
 */
public record DemoPlace(
    URI api, String bootstrapServers, String topicPrefix, String adminToken, String apiKey) {

  Topics topics() {
    return new Topics(topicPrefix);
  }

  /** The same place with another key. */
  public DemoPlace with(String otherKey) {
    return new DemoPlace(api, bootstrapServers, topicPrefix, adminToken, otherKey);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "DemoPlace[api=" + api + ", bootstrapServers=" + bootstrapServers + "]";
  }
}
