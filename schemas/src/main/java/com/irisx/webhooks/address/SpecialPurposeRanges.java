package com.irisx.webhooks.address;

import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that no webhook on the internet has: everything that is not globally reachable
 * unicast, from the IANA special-purpose address registries (RFC 6890 and updates) and the
 * multicast and reserved space, plus addresses at which clouds answer questions about the machine.
 */
final class SpecialPurposeRanges {

  private static final List<Cidr> IPV4 =
      parse(
          "0.0.0.0/8", // this network (RFC 791)
          "10.0.0.0/8", // private (RFC 1918)
          "100.64.0.0/10", // shared, carrier-grade NAT (RFC 6598); Alibaba metadata
          "127.0.0.0/8", // loopback (RFC 1122)
          "168.63.129.16/32", // Azure platform services, a public address used inside
          "169.254.0.0/16", // link local (RFC 3927); metadata of AWS, Azure, Google and others
          "172.16.0.0/12", // private (RFC 1918)
          "192.0.0.0/24", // IETF protocol assignments (RFC 6890); Oracle metadata
          "192.0.2.0/24", // documentation (RFC 5737)
          "192.31.196.0/24", // AS112 (RFC 7535)
          "192.52.193.0/24", // AMT (RFC 7450)
          "192.88.99.0/24", // 6to4 relays, deprecated (RFC 7526)
          "192.168.0.0/16", // private (RFC 1918)
          "192.175.48.0/24", // AS112 (RFC 7534)
          "198.18.0.0/15", // benchmarking (RFC 2544)
          "198.51.100.0/24", // documentation (RFC 5737)
          "203.0.113.0/24", // documentation (RFC 5737)
          "224.0.0.0/4", // multicast (RFC 1112)
          "240.0.0.0/4"); // reserved (RFC 1112), with the broadcast address

  private static final List<Cidr> IPV6 =
      parse(
          // Global unicast is 2000::/3 (RFC 4291). Loopback, mapped, NAT64, discard-only, unique
          // local (fd00:ec2::254 too), link local, site local and multicast are all outside.
          "::/3",
          "4000::/2",
          "8000::/1",
          "2001::/23", // IETF protocol assignments: Teredo, benchmarking, AMT, ORCHID, DET
          "2001:db8::/32", // documentation (RFC 3849)
          "2002::/16", // 6to4 (RFC 3056)
          "2620:4f:8000::/48", // AS112 (RFC 7534)
          "3fff::/20"); // documentation (RFC 9637)

  static final List<Cidr> ALL = Stream.concat(IPV4.stream(), IPV6.stream()).toList();

  private SpecialPurposeRanges() {}

  private static List<Cidr> parse(String... cidrs) {
    return Stream.of(cidrs).map(Cidr::parse).toList();
  }
}
