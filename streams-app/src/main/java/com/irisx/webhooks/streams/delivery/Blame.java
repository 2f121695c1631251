package com.irisx.webhooks.streams.delivery;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import org.jspecify.annotations.Nullable;

/** Whose fault it was. */
public enum Blame {
  /** Nobody's: it succeeded. */
  NOBODY,
  /** The endpoint is not there, does not answer in time, or says that it cannot. */
  ENDPOINT,
  /** The endpoint works, but did not want this request. */
  REQUEST,
  /** No request was made, so nothing is known of the endpoint. */
  US;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  /** The blame for a result. */
  public static Blame of(AttemptResult result) {
    AttemptError error = result.error();
    if (error == null) {
      return NOBODY;
    }
    return switch (error) {
      case HTTP_STATUS -> ofStatus(result.responseStatus());
      case TIMEOUT, DNS_FAILED, CONNECTION_FAILED, TLS_FAILED, PROTOCOL_ERROR -> ENDPOINT;
      case ADDRESS_BLOCKED,
          CONFIGURATION_UNUSABLE,
          EGRESS_PROXY_FAILED,
          WEBHOOK_UNKNOWN,
          WEBHOOK_DELETED,
          WEBHOOK_DISABLED,
          CANCELLED,
          MAX_AGE_EXCEEDED,
          HANDOVER_LOST,
          UNRECOGNIZED ->
          US;
    };
  }

  private static Blame ofStatus(@Nullable Integer status) {
    return status == null || status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS
        ? ENDPOINT
        : REQUEST;
  }
}
