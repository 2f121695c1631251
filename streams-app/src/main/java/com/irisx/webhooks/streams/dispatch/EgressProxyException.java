package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptError;
import java.io.IOException;

/** The egress proxy opened no tunnel. The message is a sentence of ours, fit for an outcome. */
final class EgressProxyException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int FORBIDDEN = 403;
  private static final int AUTHENTICATION_REQUIRED = 407;
  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  private final AttemptError error;

  private EgressProxyException(AttemptError error, String message, Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  private EgressProxyException(AttemptError error, String message) {
    super(message);
    this.error = error;
  }

  /** The proxy does not work. */
  static EgressProxyException broken(String message) {
    return new EgressProxyException(AttemptError.EGRESS_PROXY_FAILED, message);
  }

  /** The proxy does not work. */
  static EgressProxyException broken(String message, Throwable cause) {
    return new EgressProxyException(AttemptError.EGRESS_PROXY_FAILED, message, cause);
  }

  /**
   * The proxy is there and says nothing. While it dials an address that does not answer it has
   * nothing to say, so this is the endpoint's.
   */
  static EgressProxyException silent() {
    return new EgressProxyException(
        AttemptError.CONNECTION_FAILED, "the egress proxy did not open a tunnel in time");
  }

  /**
   * The proxy answered, but not with 2xx. 502, 503 and 504 are what a proxy says of a target that
   * it cannot reach (RFC 9110, section 15.6), 403 of one that it may not; anything else is about
   * the proxy and us.
   */
  static EgressProxyException refused(int status) {
    if (status == AUTHENTICATION_REQUIRED) {
      return broken("the egress proxy refused our credentials (status 407)");
    }
    if (status == FORBIDDEN) {
      return new EgressProxyException(
          AttemptError.ADDRESS_BLOCKED, "the egress proxy forbids the address (status 403)");
    }
    if (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT) {
      return new EgressProxyException(
          AttemptError.CONNECTION_FAILED,
          "the egress proxy could not reach the endpoint (status " + status + ")");
    }
    return broken("the egress proxy refused the tunnel (status " + status + ")");
  }

  /** Whose fault it is. */
  AttemptError error() {
    return error;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
