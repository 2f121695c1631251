package com.irisx.webhooks.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of IPv4 or IPv6 addresses: all that begin with the same bits. */
final class Cidr {

  private final byte[] network;
  private final int prefixBits;

  private Cidr(byte[] network, int prefixBits) {
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code fc00::/7}, or a single address. IPv4 is dotted decimal only: a
   * list that decides about security has one spelling.
   *
   * @throws IllegalArgumentException if it is none; the message repeats the text
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    try {
      byte[] address = address(slash < 0 ? text : text.substring(0, slash));
      int addressBits = address.length * Byte.SIZE;
      int prefixBits = slash < 0 ? addressBits : prefixBits(text.substring(slash + 1), addressBits);
      byte[] network = firstBits(address, prefixBits);
      if (!Arrays.equals(network, address)) {
        throw new IllegalArgumentException("it has bits set behind the prefix");
      }
      return new Cidr(network, prefixBits);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a CIDR: '" + text + "': " + e.getMessage(), e);
    }
  }

  /** Whether {@code address}, 4 or 16 bytes, is in the block. */
  boolean contains(byte[] address) {
    return address.length == network.length
        && Arrays.equals(firstBits(address, prefixBits), network);
  }

  int prefixBits() {
    return prefixBits;
  }

  /** Whether all addresses of {@code other} are in the block. */
  boolean covers(Cidr other) {
    return other.prefixBits >= prefixBits && contains(other.network);
  }

  /** The lowest address of the block. */
  byte[] first() {
    return network.clone();
  }

  /** The highest address of the block. */
  byte[] last() {
    byte[] last = network.clone();
    for (int bit = prefixBits; bit < last.length * Byte.SIZE; bit++) {
      last[bit / Byte.SIZE] |= (byte) (0x80 >>> (bit % Byte.SIZE));
    }
    return last;
  }

  private static byte[] address(String text) {
    if (text.indexOf(':') >= 0) {
      return Ipv6Text.parse(text);
    }
    if (!text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}")) {
      throw new IllegalArgumentException("expected a.b.c.d or an IPv6 address");
    }
    return Ipv4Text.parse(text);
  }

  private static int prefixBits(String text, int addressBits) {
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > addressBits) {
      throw new IllegalArgumentException("expected a prefix of 0 to " + addressBits + " bits");
    }
    return Integer.parseInt(text);
  }

  private static byte[] firstBits(byte[] address, int bits) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
      masked[i] = (byte) (address[i] & (0xff00 >>> kept));
    }
    return masked;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + prefixBits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes", e);
    }
  }
}
