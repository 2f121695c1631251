package com.irisx.webhooks.address;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be dialled: public unicast, plus what the operator opens, less what the
 * operator denies: an operator's own network may have public addresses. Decides on the bytes of an
 * address, never on its text, so no spelling gets around it.
 *
 * <p>{@code ::ffff:a.b.c.d} is judged as the IPv4 address it is. The other forms that carry an IPv4
 * address (IPv4-compatible, NAT64, 6to4, Teredo) are forbidden; where the operator opens one, for
 * example {@code 64:ff9b::/96} in a network that is IPv6 only, the IPv4 address inside must be
 * allowed as well. Within {@code 64:ff9b:1::/48} a translator may use a prefix of 48, 56, 64 or 96
 * bits (RFC 8215, RFC 6052), and each puts the IPv4 address elsewhere: only a block of 96 bits or
 * more opens any of it.
 *
 * <p>An ISATAP address (RFC 5214) has the prefix of its site, which may be public; it is allowed
 * only where the IPv4 address inside is, too.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class AddressPolicy {

  /** Public unicast only. */
  public static final AddressPolicy PUBLIC_ONLY = allowing("");

  private final List<Cidr> opened;
  private final List<Cidr> denied;

  private AddressPolicy(List<Cidr> opened, List<Cidr> denied) {
    this.opened = opened;
    this.denied = denied;
  }

  /**
   * Public unicast and the blocks of {@code cidrs}.
   *
   * @param cidrs separated by commas, such as {@code 127.0.0.0/8,::1/128}; the value of {@code
   *     WEBHOOKS_ALLOWED_CIDRS}
   * @throws IllegalArgumentException if one is no CIDR; the message repeats it
   */
  public static AddressPolicy allowing(String cidrs) {
    return new AddressPolicy(blocks(cidrs).map(AddressPolicy::openable).toList(), List.of());
  }

  /**
   * The same less the blocks of {@code cidrs}, which go before everything else. An IPv6 block also
   * denies a translator's prefix (RFC 6052) that only this network has.
   *
   * @param cidrs separated by commas; the value of {@code WEBHOOKS_DENIED_CIDRS}
   * @throws IllegalArgumentException if one is no CIDR; the message repeats it
   */
  public AddressPolicy denying(String cidrs) {
    return new AddressPolicy(opened, blocks(cidrs).toList());
  }

  private static Stream<Cidr> blocks(String cidrs) {
    return Stream.of(cidrs.split(",", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(Cidr::parse);
  }

  /** What can be seen to open nothing is refused now, so that nobody wonders later. */
  private static Cidr openable(Cidr block) {
    if (EmbeddedIpv4.LOCAL_NAT64.covers(block)
        && block.prefixBits() < EmbeddedIpv4.LOCAL_NAT64_BITS) {
      throw new IllegalArgumentException(
          "'%s': of the local-use NAT64 block only the translator's prefix, of %d bits, can be opened"
              .formatted(block, EmbeddedIpv4.LOCAL_NAT64_BITS));
    }
    return block;
  }

  /** Whether {@code address} may be dialled. */
  public boolean allows(InetAddress address) {
    return allows(address.getAddress());
  }

  /**
   * Whether an address may be dialled.
   *
   * @param address 4 or 16 bytes in network order
   */
  boolean allows(byte[] address) {
    byte[] dialled = EmbeddedIpv4.unmapped(address);
    return !isIn(denied, dialled)
        && (isOpened(dialled) || !isIn(SpecialPurposeRanges.ALL, dialled))
        && EmbeddedIpv4.in(dialled).map(this::allows).orElse(true);
  }

  private boolean isOpened(byte[] address) {
    int bits = EmbeddedIpv4.LOCAL_NAT64.contains(address) ? EmbeddedIpv4.LOCAL_NAT64_BITS : 0;
    for (Cidr block : opened) {
      if (block.prefixBits() >= bits && block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(List<Cidr> blocks, byte[] address) {
    for (Cidr block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "AddressPolicy[public unicast and " + opened + ", not " + denied + "]";
  }
}
