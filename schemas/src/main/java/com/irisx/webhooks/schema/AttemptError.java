package com.irisx.webhooks.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Why an attempt or a delivery did not succeed: the named reasons of {@code error} in a {@link
 * DeliveryOutcome}.
 */
public enum AttemptError {
  /** The endpoint answered, but not with 2xx; see {@code response_status}. */
  HTTP_STATUS,
  /**
   * No complete answer within the webhook's timeout, counted from the name look-up to the last byte
   * of the body.
   */
  TIMEOUT,
  /** The endpoint's name could not be resolved. */
  DNS_FAILED,
  /** The name resolved only to addresses that the address policy forbids. */
  ADDRESS_BLOCKED,
  /** No connection, or it was closed before a complete answer. */
  CONNECTION_FAILED,
  /** The TLS handshake failed, or the certificate is not valid for the name. */
  TLS_FAILED,
  /** The answer was not HTTP. */
  PROTOCOL_ERROR,
  /**
   * The operator's egress proxy opened no way to the endpoint, for a reason of its own. No request
   * was made.
   */
  EGRESS_PROXY_FAILED,
  /**
   * The webhook's configuration cannot be used to send, for example because its secret cannot be
   * decrypted.
   */
  CONFIGURATION_UNUSABLE,
  /** The webhook was not known where the attempt should have been made. */
  WEBHOOK_UNKNOWN,
  /** The webhook was deleted. */
  WEBHOOK_DELETED,
  /** The webhook is switched off. */
  WEBHOOK_DISABLED,
  /** The delivery was cancelled by its owner. */
  CANCELLED,
  /** The delivery waited longer than deliveries may. */
  MAX_AGE_EXCEEDED,
  /** A task was handed out and its result never came. */
  HANDOVER_LOST,
  /**
   * A newer version of the system named a reason that this one does not know; the attempt failed
   * and is retried. Never written by the version that made the attempt.
   */
  UNRECOGNIZED;

  private static final List<AttemptError> VALUES = List.of(values());

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in records and answers, such as {@code dns_failed}. */
  @JsonValue
  public String label() {
    return label;
  }

  /**
   * The reason with this label, {@link #UNRECOGNIZED} if there is none: while instances are
   * upgraded one after the other, an older one reads what a newer one wrote, and a result must not
   * be lost for its reason.
   */
  @JsonCreator
  public static AttemptError of(String label) {
    for (AttemptError error : VALUES) {
      if (error.label.equals(label)) {
        return error;
      }
    }
    return UNRECOGNIZED;
  }
}
