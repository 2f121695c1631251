package com.irisx.webhooks.address;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * IPv6 forms that carry an IPv4 address. Dialling one may end at the IPv4 address, through the
 * operating system or a translator on the way, so the IPv4 address must be judged too.
 */
final class EmbeddedIpv4 {

  private static final Cidr MAPPED = Cidr.parse("::ffff:0:0/96");

  /** NAT64 prefixes for use inside a network (RFC 8215). */
  static final Cidr LOCAL_NAT64 = Cidr.parse("64:ff9b:1::/48");

  /** The length of the prefix for which the IPv4 address is at the end (RFC 6052, section 2.2). */
  static final int LOCAL_NAT64_BITS = 96;

  private static final Cidr UNSPECIFIED_AND_LOOPBACK = Cidr.parse("::/127");

  private static final List<Form> FORMS =
      Stream.of(
              new Form(Cidr.parse("::/96"), 12), // IPv4-compatible, deprecated (RFC 4291)
              new Form(Cidr.parse("::ffff:0:0:0/96"), 12), // translated, SIIT (RFC 2765)
              new Form(Cidr.parse("64:ff9b::/96"), 12), // NAT64 (RFC 6052)
              new Form(LOCAL_NAT64, 12), // where it is opened, see AddressPolicy
              new Form(Cidr.parse("2002::/16"), 2)) // 6to4 (RFC 3056)
          .toList();

  /** At the end of an address under any prefix (RFC 5214, section 6.1); the bit says "global". */
  private static final byte[][] ISATAP = {{0, 0, 0x5e, (byte) 0xfe}, {2, 0, 0x5e, (byte) 0xfe}};

  private static final int ISATAP_MARK = 8;

  private static final Cidr TEREDO = Cidr.parse("2001::/32");
  private static final int TEREDO_CLIENT = 12;

  private EmbeddedIpv4() {}

  private static boolean isIsatap(byte[] address) {
    byte[] mark = Arrays.copyOfRange(address, ISATAP_MARK, ISATAP_MARK + 4);
    return Arrays.equals(mark, ISATAP[0]) || Arrays.equals(mark, ISATAP[1]);
  }

  private record Form(Cidr range, int at) {}

  /** The IPv4 address that the operating system dials for {@code ::ffff:a.b.c.d}; else the same. */
  static byte[] unmapped(byte[] address) {
    return MAPPED.contains(address) ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  /** The IPv4 address inside {@code address}, if it has one of the forms. */
  static Optional<byte[]> in(byte[] address) {
    if (UNSPECIFIED_AND_LOOPBACK.contains(address)) {
      return Optional.empty();
    }
    if (TEREDO.contains(address)) {
      byte[] client = Arrays.copyOfRange(address, TEREDO_CLIENT, TEREDO_CLIENT + 4);
      for (int i = 0; i < client.length; i++) {
        client[i] = (byte) ~client[i]; // obfuscated (RFC 4380, section 4)
      }
      return Optional.of(client);
    }
    if (address.length == 16 && isIsatap(address)) {
      return Optional.of(Arrays.copyOfRange(address, 12, 16));
    }
    return FORMS.stream()
        .filter(form -> form.range().contains(address))
        .map(form -> Arrays.copyOfRange(address, form.at(), form.at() + 4))
        .findFirst();
  }
}
