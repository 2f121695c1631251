package com.irisx.webhooks.schema;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a delivery is at after an outcome record. */
public enum DeliveryStatus {
  /** It waits for its first attempt. */
  PENDING(false),
  /** An attempt failed and another will follow. */
  RETRYING(false),
  /** The endpoint answered 2xx. */
  DELIVERED(true),
  /** The last attempt failed. */
  FAILED(true),
  /** It became too old before it could be sent. */
  EXPIRED(true),
  /** Its webhook was deleted, or its owner cancelled it. */
  CANCELLED(true);

  private final String label = name().toLowerCase(Locale.ROOT);
  private final boolean terminal;

  DeliveryStatus(boolean terminal) {
    this.terminal = terminal;
  }

  /** The name in records and answers. */
  @JsonValue
  public String label() {
    return label;
  }

  /** Whether nothing follows. */
  public boolean terminal() {
    return terminal;
  }
}
