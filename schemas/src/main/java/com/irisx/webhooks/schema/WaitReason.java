package com.irisx.webhooks.schema;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a delivery waits for, other than the delay before its next attempt. */
public enum WaitReason {
  /** The webhook's rate limit. */
  RATE_LIMIT,
  /** The webhook's breaker is not closed. */
  BREAKER,
  /** The webhook is paused. */
  PAUSED,
  /** The webhook is switched off. */
  DISABLED,
  /** The webhook is not known to the scheduler yet. */
  UNKNOWN_WEBHOOK,
  /** The operator's egress proxy does not work. */
  EGRESS_PROXY;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in records and answers. */
  @JsonValue
  public String label() {
    return label;
  }
}
