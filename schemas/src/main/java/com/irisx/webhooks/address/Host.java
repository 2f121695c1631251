package com.irisx.webhooks.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Where a URL points: a name to resolve, or an address as such. */
public sealed interface Host {

  /** As it stands in a URL and a {@code Host} header: lower case, IPv6 in brackets. */
  String text();

  /**
   * A name in the DNS.
   *
   * @param text lower case ASCII, absolute without the dot at the end
   */
  record Name(String text) implements Host {

    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final int MAX_LENGTH = 253;

    /** Whether the name means this machine wherever it is resolved (RFC 6761, section 6.3). */
    boolean isLocalhost() {
      return text.equals("localhost") || text.endsWith(".localhost");
    }
  }

  /** An address, whatever its spelling was. */
  record Address(InetAddress address) implements Host {
    @Override
    public String text() {
      String text = address.getHostAddress();
      return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
  }

  /**
   * Reads the host of a URL as browsers and HTTP clients do (WHATWG URL, section 3.5), so that what
   * is checked is what would be dialled. Stricter in that percent-encoding and characters outside
   * ASCII are refused: nobody needs them (an internationalized name has its {@code xn--} form), and
   * they are another way to spell an address.
   *
   * @throws UnacceptableUrlException if it is none
   */
  static Host parse(String text) {
    try {
      if (text.startsWith("[") && text.endsWith("]")) {
        return address(Ipv6Text.parse(text.substring(1, text.length() - 1)));
      }
      if (Ipv4Text.looksLike(text)) {
        return address(Ipv4Text.parse(text));
      }
    } catch (IllegalArgumentException e) {
      throw new UnacceptableUrlException("has no valid host: " + e.getMessage());
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (name.length() > Name.MAX_LENGTH || !name.matches(Name.LABEL + "(\\." + Name.LABEL + ")*")) {
      throw new UnacceptableUrlException(
          "has no valid host name: letters, digits, '-' and '_', in labels of 1 to 63;"
              + " write an internationalized name in its xn-- form");
    }
    return new Name(name);
  }

  private static Address address(byte[] bytes) {
    try {
      return new Address(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes", e);
    }
  }
}
