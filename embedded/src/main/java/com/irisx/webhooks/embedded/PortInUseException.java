package com.irisx.webhooks.embedded;

/** Another process listens on a port that we were told to use. */
public final class PortInUseException extends IllegalStateException {

  private final ListenPort port;

  PortInUseException(String who, ListenPort port, Exception cause) {
    super(
        "port %d for %s is in use by another process; free it or set %s to another port"
            .formatted(port.number(), who, port.setting()),
        cause);
    this.port = port;
  }

  /** The port that is taken. */
  public ListenPort port() {
    return port;
  }
}
