package com.irisx.webhooks.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds the port of a server that binds it only later, in a process of its own. */
final class DatabasePort {

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
      try {
        probe(wanted.number());
        return wanted.number();
      } catch (IOException e) {
        throw new PortInUseException("the embedded database", wanted, e);
      }
    }
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try {
        probe(port);
        return port;
      } catch (IOException e) {
        // Taken: try another.
      }
    }
    throw new IllegalStateException("found no free port for the embedded database");
  }

  private static void probe(int port) throws IOException {
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }
}
