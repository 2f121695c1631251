package com.irisx.webhooks.admin.config;

import java.util.Map;

/** The settings under the names that Spring Boot gives them. */
public final class SpringProperties {

  private SpringProperties() {}

  /** What Spring Boot must be told that differs from one installation to the next. */
  public static Map<String, Object> of(AdminSettings settings) {
    return Map.of(
        "server.port", settings.apiPort(),
        "server.address", settings.bindAddress(),
        "spring.datasource.url", settings.database().url(),
        "spring.datasource.username", settings.database().user(),
        "spring.datasource.password", settings.database().password(),
        // A stray application.properties in the working directory must not change anything.
        "spring.config.name", "webhooks-admin");
  }
}
