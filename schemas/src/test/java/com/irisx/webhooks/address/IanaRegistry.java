package com.irisx.webhooks.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of the IANA special-purpose address registries, and what else no webhook may be at:
 * written down a second time and counted with other means than the code's, on purpose.
 */
final class IanaRegistry {

  private static final List<String> IPV4 =
      List.of(
          "0.0.0.0/8",
          "0.0.0.0/32",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.0.0/29",
          "192.0.0.8/32",
          "192.0.0.9/32",
          "192.0.0.10/32",
          "192.0.0.170/32",
          "192.0.0.171/32",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.88.99.2/32",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4", // multicast, a registry of its own
          "240.0.0.0/4",
          "255.255.255.255/32",
          "168.63.129.16/32"); // Azure, in no registry

  private static final List<String> IPV6 =
      List.of(
          "::1/128",
          "::/128",
          "::ffff:0:0:0/96", // translated, in no registry
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "100:0:0:1::/64",
          "2001::/23",
          "2001::/32",
          "2001:1::1/128",
          "2001:1::2/128",
          "2001:1::3/128",
          "2001:2::/48",
          "2001:3::/32",
          "2001:4:112::/48",
          "2001:10::/28",
          "2001:20::/28",
          "2001:30::/28",
          "2001:db8::/32",
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10", // site local, in no registry any more
          "ff00::/8", // multicast, a registry of its own
          "::/3", // outside 2000::/3, the only global unicast there is (RFC 4291)
          "4000::/2",
          "8000::/1");

  static final List<Range> RANGES =
      Stream.of(IPV4, IPV6).flatMap(List::stream).map(Range::of).toList();

  private IanaRegistry() {}

  /** Whether a row has this address of 4 or 16 bytes. */
  static boolean has(byte[] address) {
    return RANGES.stream().anyMatch(range -> range.has(address));
  }

  /** A row. */
  record Range(String text, int bytes, BigInteger first, BigInteger last) {

    static Range of(String text) {
      String[] parts = text.split("/", 2);
      byte[] first = address(parts[0]);
      int free = first.length * 8 - Integer.parseInt(parts[1]);
      BigInteger from = new BigInteger(1, first);
      return new Range(
          text,
          first.length,
          from,
          from.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE));
    }

    boolean has(byte[] address) {
      BigInteger number = new BigInteger(1, address);
      return address.length == bytes && number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
    }

    List<byte[]> firstMiddleLast() {
      return Stream.of(first, first.add(last).shiftRight(1), last).map(this::address).toList();
    }

    /** The addresses before the first and after the last, where there are any. */
    List<byte[]> justOutside() {
      return Stream.of(first.subtract(BigInteger.ONE), last.add(BigInteger.ONE))
          .filter(number -> number.signum() >= 0 && number.bitLength() <= bytes * 8)
          .map(this::address)
          .toList();
    }

    private byte[] address(BigInteger number) {
      byte[] digits = number.toByteArray();
      byte[] address = new byte[bytes];
      int length = Math.min(digits.length, bytes);
      System.arraycopy(digits, digits.length - length, address, bytes - length, length);
      return address;
    }

    @Override
    public String toString() {
      return text;
    }

    /** By the JDK, which makes IPv4 of mapped addresses; no row is one. */
    private static byte[] address(String text) {
      try {
        return InetAddress.getByName(text).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
  }

  static String text(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(Arrays.toString(address), e);
    }
  }
}
