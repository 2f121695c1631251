package com.irisx.webhooks.embedded;

/**
 * A port that we were told to use is not to be had, mostly because another process listens there.
 */
public final class PortInUseException extends IllegalStateException {

  private final ListenPort port;

  PortInUseException(String who, ListenPort port, Exception cause) {
    super(
        "port %d for %s cannot be used (%s); free it or set %s to another port"
            .formatted(port.number(), who, cause.getMessage(), port.setting()),
        cause);
    this.port = port;
  }

  /** The port that is taken. */
  public ListenPort port() {
    return port;
  }
}
