package com.irisx.webhooks.address;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be dialled: public unicast, plus what the operator opens. Decides on the
 * bytes of an address, never on its text, so no spelling gets around it.
 *
 * <p>{@code ::ffff:a.b.c.d} is judged as the IPv4 address it is. The other forms that carry an IPv4
 * address (IPv4-compatible, NAT64, 6to4, Teredo) are forbidden; where the operator opens one, for
 * example {@code 64:ff9b::/96} in a network that is IPv6 only, the IPv4 address inside must be
 * allowed as well.
 *
 * <p>Threading: safe for use by several threads.
 */
public final class AddressPolicy {

  /** Public unicast only. */
  public static final AddressPolicy PUBLIC_ONLY = allowing("");

  private final List<Cidr> opened;

  private AddressPolicy(List<Cidr> opened) {
    this.opened = opened;
  }

  /**
   * Public unicast and the blocks of {@code cidrs}.
   *
   * @param cidrs separated by commas, such as {@code 127.0.0.0/8,::1/128}; the value of {@code
   *     WEBHOOKS_ALLOWED_CIDRS}
   * @throws IllegalArgumentException if one is no CIDR; the message repeats it
   */
  public static AddressPolicy allowing(String cidrs) {
    return new AddressPolicy(
        Stream.of(cidrs.split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(Cidr::parse)
            .toList());
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
    return (isIn(opened, dialled) || !isIn(SpecialPurposeRanges.ALL, dialled))
        && EmbeddedIpv4.in(dialled).map(this::allows).orElse(true);
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
    return "AddressPolicy[public unicast and " + opened + "]";
  }
}
