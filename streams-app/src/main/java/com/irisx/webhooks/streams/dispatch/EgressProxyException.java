package com.irisx.webhooks.streams.dispatch;

import java.io.IOException;

/** The egress proxy opened no tunnel. The message is a sentence of ours, fit for an outcome. */
final class EgressProxyException extends IOException {

  private static final long serialVersionUID = 1L;

  EgressProxyException(String message) {
    super(message);
  }

  EgressProxyException(String message, Throwable cause) {
    super(message, cause);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
