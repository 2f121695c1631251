package com.irisx.webhooks.schema;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether requests are made to a webhook's endpoint at all. */
public enum BreakerState {
  /** Yes. */
  CLOSED,
  /** No: it failed too often in a row, and is left alone for a while. */
  OPEN,
  /** One request at a time, to see whether it works again. */
  HALF_OPEN;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in records and answers. */
  @JsonValue
  public String label() {
    return label;
  }
}
