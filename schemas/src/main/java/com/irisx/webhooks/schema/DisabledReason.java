package com.irisx.webhooks.schema;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why the system switched a webhook off. */
public enum DisabledReason {
  /** The endpoint answered 410 (RFC 9110, section 15.5.11): nobody will answer there any more. */
  ENDPOINT_GONE,
  /** Every attempt failed for as long as an endpoint may fail. */
  FAILING_TOO_LONG;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in records and answers. */
  @JsonValue
  public String label() {
    return label;
  }

  /**
   * The reason with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DisabledReason of(String label) {
    for (DisabledReason reason : values()) {
      if (reason.label.equals(label)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no such reason: " + label);
  }
}
