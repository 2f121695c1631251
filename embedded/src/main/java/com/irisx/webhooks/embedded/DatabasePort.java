package com.irisx.webhooks.embedded;

import java.util.concurrent.ThreadLocalRandom;

/** Finds the port of a server that binds it only later, in a process of its own. */
final class DatabasePort {

  private static final String SERVER = "the embedded database";

  /** Below the range from which systems take the ports of outgoing connections. */
  private static final int LOWEST = 15_000;

  private static final int HIGHEST = 30_000;
  private static final int TRIES = 50;

  private DatabasePort() {}

  /**
   * The port to start a server on.
   *
   * @throws PortInUseException if {@code wanted} names a port and it is taken
   */
  static int choose(ListenPort wanted) {
    if (!wanted.any()) {
      wanted.requireFree(SERVER);
      return wanted.number();
    }
    for (int i = 0; i < TRIES; i++) {
      ListenPort port =
          new ListenPort(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST), wanted.setting());
      try {
        port.requireFree(SERVER);
        return port.number();
      } catch (PortInUseException e) {
        // Taken: try another.
      }
    }
    throw new IllegalStateException("found no free port for " + SERVER);
  }
}
