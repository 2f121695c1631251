package com.irisx.webhooks.address;

/**
 * IPv4 addresses as text, in every spelling a URL parser takes: decimal, octal, hexadecimal, one to
 * four parts (WHATWG URL, section 3.5, "IPv4 parser"). Operating systems dial them all, so a check
 * must read them all.
 */
final class Ipv4Text {

  private static final int MAX_PARTS = 4;
  private static final int MAX_DIGITS = 16;

  private Ipv4Text() {}

  /** Whether a URL parser takes {@code host} for an IPv4 address: its last label is a number. */
  static boolean looksLike(String host) {
    String trimmed = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String last = trimmed.substring(trimmed.lastIndexOf('.') + 1);
    return last.matches("[0-9]+|0[xX][0-9a-fA-F]*");
  }

  /**
   * The four bytes of an address.
   *
   * @throws IllegalArgumentException if {@code text} is none
   */
  static byte[] parse(String text) {
    String trimmed = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] parts = trimmed.split("\\.", -1);
    if (parts.length > MAX_PARTS) {
      throw new IllegalArgumentException("an IPv4 address has at most four parts");
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      int bytes = last ? MAX_PARTS - i : 1;
      address = address << (bytes * Byte.SIZE) | number(parts[i], 1L << (bytes * Byte.SIZE));
    }
    return new byte[] {
      (byte) (address >>> 24), (byte) (address >>> 16), (byte) (address >>> 8), (byte) address
    };
  }

  private static long number(String part, long limit) {
    long value;
    if (part.matches("0[xX][0-9a-fA-F]*")) {
      value = part.length() == 2 ? 0 : number(part.substring(2), 16, limit);
    } else if (part.length() > 1 && part.startsWith("0")) {
      value = number(part.substring(1), 8, limit);
    } else {
      value = number(part, 10, limit);
    }
    return value;
  }

  private static long number(String digits, int radix, long limit) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    boolean valid =
        significant.length() <= MAX_DIGITS
            && !significant.isEmpty()
            && significant.chars().allMatch(c -> Character.digit(c, radix) >= 0);
    if (!valid || Long.parseLong(significant, radix) >= limit) {
      throw new IllegalArgumentException("a part of the IPv4 address is no number in range");
    }
    return Long.parseLong(significant, radix);
  }
}
