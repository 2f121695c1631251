package com.irisx.webhooks.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A TCP port on 127.0.0.1 and the setting it came from, so that trouble with it can name the key to
 * change.
 *
 * @param number 1 to 65535; 0 for any free port
 * @param setting the name of the setting, such as {@code WEBHOOKS_KAFKA_PORT}
 */
public record ListenPort(int number, String setting) {

  private static final int LARGEST = 65_535;

  public ListenPort {
    if (number < 0 || number > LARGEST) {
      throw new IllegalArgumentException(
          setting + ": a port is between 0 and " + LARGEST + ": " + number);
    }
  }

  /** Any free port. */
  public static ListenPort free() {
    return new ListenPort(0, "any free port");
  }

  /**
   * Looks whether somebody listens there now, for a server that would say it less clearly.
   *
   * @param who what wants to listen, such as {@code the admin API}
   * @throws PortInUseException if so
   */
  public void requireFree(String who) {
    try {
      // Some systems allow one of the two while another process has the other.
      new ServerSocket(number, 1, InetAddress.getLoopbackAddress()).close();
      new ServerSocket(number, 1).close();
    } catch (IOException e) {
      throw new PortInUseException(who, this, e);
    }
  }

  boolean any() {
    return number == 0;
  }
}
