package com.irisx.webhooks.admin.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import com.irisx.webhooks.schema.BreakerState;
import java.time.Instant;
import java.util.Locale;

/** How a webhook is, in one word. */
enum Health {
  /** It is switched off, by its owner or by the system. */
  DISABLED,
  /** Its owner stopped its requests for a while. */
  PAUSED,
  /** Nothing was sent yet. */
  UNKNOWN,
  /** The last attempt failed, or so many in a row that it is left alone for a while. */
  FAILING,
  /** The last attempt succeeded. */
  HEALTHY;

  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Health of(Webhook webhook) {
    Instant success = webhook.statistics().lastSuccessAt();
    Instant failure = webhook.statistics().lastFailureAt();
    if (!webhook.settings().enabled()) {
      return DISABLED;
    }
    if (webhook.state().paused()) {
      return PAUSED;
    }
    if (!webhook.state().breaker().equals(BreakerState.CLOSED.label())) {
      return FAILING;
    }
    if (success == null && failure == null) {
      return UNKNOWN;
    }
    if (success == null || (failure != null && failure.isAfter(success))) {
      return FAILING;
    }
    return HEALTHY;
  }
}
