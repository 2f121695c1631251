package com.irisx.webhooks.address;

import java.util.ArrayList;
import java.util.List;

/**
 * IPv6 addresses as text (RFC 4291, section 2.2; WHATWG URL, section 3.5, "IPv6 parser"): eight
 * groups, one {@code ::}, an IPv4 address in dotted decimal at the end. No zone: an address with
 * one is not global.
 */
final class Ipv6Text {

  private static final int BYTES = 16;

  private Ipv6Text() {}

  /**
   * The sixteen bytes of an address.
   *
   * @throws IllegalArgumentException if {@code text} is none
   */
  static byte[] parse(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::") || text.contains(":::")) {
      throw new IllegalArgumentException("an IPv6 address has at most one '::'");
    }
    List<Byte> head = bytes(gap < 0 ? text : text.substring(0, gap), gap < 0);
    List<Byte> tail = gap < 0 ? List.of() : bytes(text.substring(gap + 2), true);
    int given = head.size() + tail.size();
    if (gap < 0 ? given != BYTES : given > BYTES - 2) {
      throw new IllegalArgumentException("an IPv6 address has eight groups");
    }
    byte[] address = new byte[BYTES];
    for (int i = 0; i < head.size(); i++) {
      address[i] = head.get(i);
    }
    for (int i = 0; i < tail.size(); i++) {
      address[BYTES - tail.size() + i] = tail.get(i);
    }
    return address;
  }

  private static List<Byte> bytes(String groups, boolean atEnd) {
    List<Byte> bytes = new ArrayList<>();
    if (groups.isEmpty()) {
      return bytes;
    }
    String[] parts = groups.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (atEnd && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        for (byte b : dottedDecimal(parts[i])) {
          bytes.add(b);
        }
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        int group = Integer.parseInt(parts[i], 16);
        bytes.add((byte) (group >>> 8));
        bytes.add((byte) group);
      } else {
        throw new IllegalArgumentException("a group of the IPv6 address is no hexadecimal number");
      }
    }
    return bytes;
  }

  private static byte[] dottedDecimal(String text) {
    if (!text.matches("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}")) {
      throw new IllegalArgumentException("the IPv4 part of the IPv6 address is not a.b.c.d");
    }
    return Ipv4Text.parse(text);
  }
}
