package com.irisx.webhooks.standalone;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where the two applications are reached from this machine. */
final class ServedAt {

  private ServedAt() {}

  /**
   * The host for a URL.
   *
   * @param bindAddress {@code WEBHOOKS_BIND_ADDRESS}: an address or a name
   * @param everywhere the host if that is every address of this machine, or nothing that can be
   *     used; the applications refuse the latter by name
   */
  static String host(String bindAddress, String everywhere) {
    try {
      InetAddress address = InetAddress.getByName(bindAddress);
      if (address.isAnyLocalAddress()) {
        return everywhere;
      }
      return address instanceof Inet6Address
          ? "[" + address.getHostAddress() + "]"
          : address.getHostAddress();
    } catch (UnknownHostException e) {
      return everywhere;
    }
  }
}
