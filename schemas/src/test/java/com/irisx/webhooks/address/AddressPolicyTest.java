package com.irisx.webhooks.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranges are written down a second time on purpose: the rows of the IANA registries. */
class AddressPolicyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0-0.255.255.255",
        "10.0.0.0-10.255.255.255",
        "100.64.0.0-100.127.255.255",
        "127.0.0.0-127.255.255.255",
        "168.63.129.16-168.63.129.16",
        "169.254.0.0-169.254.255.255",
        "172.16.0.0-172.31.255.255",
        "192.0.0.0-192.0.0.255",
        "192.0.2.0-192.0.2.255",
        "192.31.196.0-192.31.196.255",
        "192.52.193.0-192.52.193.255",
        "192.88.99.0-192.88.99.255",
        "192.168.0.0-192.168.255.255",
        "192.175.48.0-192.175.48.255",
        "198.18.0.0-198.19.255.255",
        "198.51.100.0-198.51.100.255",
        "203.0.113.0-203.0.113.255",
        "224.0.0.0-239.255.255.255",
        "240.0.0.0-255.255.255.255",
        "::-1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::-::1",
        "::ffff:0:0:0-::ffff:0:ffff:ffff",
        "64:ff9b::-64:ff9b::ffff:ffff",
        "64:ff9b:1::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
        "100::-100::ffff:ffff:ffff:ffff",
        "2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001::-2001:0:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:2::-2001:2:0:ffff:ffff:ffff:ffff:ffff",
        "2001:10::-2001:1f:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:20::-2001:2f:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2620:4f:8000::-2620:4f:8000:ffff:ffff:ffff:ffff:ffff",
        "3fff::-3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
        "4000::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "5f00::-5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "fec0::-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
      })
  void specialPurposeRangesAreForbiddenFromFirstToLast(String range) throws Exception {
    byte[] first = bytes(range.split("-", 2)[0]);
    byte[] last = bytes(range.split("-", 2)[1]);

    assertThat(AddressPolicy.PUBLIC_ONLY.allows(first)).isFalse();
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(last)).isFalse();
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(middle(first, last))).isFalse();
    if (first.length == 4) {
      assertThat(AddressPolicy.PUBLIC_ONLY.allows(inIpv6("::ffff:0:0", middle(first, last), 12)))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "177.0.0.1",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "2000::",
        "2001:200::",
        "2001:4860:4860::8888",
        "2001:db7:ffff::",
        "2001:db9::",
        "2003::",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1",
        "3ffe:ffff::",
        "3fff:1000::"
      })
  void publicAddressesBesideThemAreAllowed(String address) throws Exception {
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254", // AWS, Azure, Google, DigitalOcean
        "169.254.170.2", // AWS container credentials
        "100.100.100.200", // Alibaba
        "192.0.0.192", // Oracle
        "168.63.129.16", // Azure
        "fd00:ec2::254", // AWS
        "fd20:ce::254" // Google
      })
  void metadataAddressesAreForbidden(String address) throws Exception {
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void aMappedAddressIsTheIpv4AddressItCarries() {
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(Ipv6Text.parse("::ffff:8.8.8.8"))).isTrue();
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(Ipv6Text.parse("::ffff:127.0.0.1"))).isFalse();
    assertThat(AddressPolicy.allowing("127.0.0.0/8").allows(Ipv6Text.parse("::ffff:127.0.0.1")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "64:ff9b::/96, 64:ff9b::808:808, 64:ff9b::7f00:1",
        "64:ff9b:1::/48, 64:ff9b:1::808:808, 64:ff9b:1::a9fe:a9fe",
        "2002::/16, 2002:808:808::1, 2002:a00:1::1",
        "2001::/32, 2001::f7f7:f7f7, 2001::80ff:fffe",
        "::/96, ::808:808, ::7f00:1"
      })
  void anOpenedTranslationRangeStillGuardsTheAddressInside(String openedPublicPrivate)
      throws Exception {
    String[] parts = openedPublicPrivate.split(", ", 3);
    AddressPolicy policy = AddressPolicy.allowing(parts[0]);

    assertThat(AddressPolicy.PUBLIC_ONLY.allows(Ipv6Text.parse(parts[1]))).isFalse();
    assertThat(policy.allows(Ipv6Text.parse(parts[1]))).isTrue();
    assertThat(policy.allows(Ipv6Text.parse(parts[2]))).isFalse();
  }

  @Test
  void theOperatorOpensBlocksAndSingleAddresses() throws Exception {
    AddressPolicy policy = AddressPolicy.allowing(" 127.0.0.0/8, ::1/128,10.1.2.3 ,");

    assertThat(policy.allows(InetAddress.getByName("127.255.0.1"))).isTrue();
    assertThat(policy.allows(Ipv6Text.parse("::1"))).isTrue();
    assertThat(policy.allows(InetAddress.getByName("10.1.2.3"))).isTrue();
    assertThat(policy.allows(InetAddress.getByName("10.1.2.4"))).isFalse();
    assertThat(policy.allows(InetAddress.getByName("8.8.8.8"))).isTrue();
    assertThat(policy.allows(InetAddress.getByName("::2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.1/8",
        "10.0.0/8",
        "010.0.0.0/8",
        "0x0a.0.0.0/8",
        "10.0.0.256",
        "::1/129",
        "fe80::1%eth0/128",
        "fc00::1/7",
        "localhost",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/+8"
      })
  void aBadCidrIsNamed(String cidr) {
    assertThatThrownBy(() -> AddressPolicy.allowing("127.0.0.0/8," + cidr))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + cidr + "'");
  }

  private static byte[] bytes(String text) throws UnknownHostException {
    return text.indexOf(':') < 0 ? InetAddress.getByName(text).getAddress() : Ipv6Text.parse(text);
  }

  private static byte[] middle(byte[] first, byte[] last) {
    byte[] sum = new BigInteger(1, first).add(new BigInteger(1, last)).shiftRight(1).toByteArray();
    byte[] middle = new byte[first.length];
    int length = Math.min(sum.length, middle.length);
    System.arraycopy(sum, sum.length - length, middle, middle.length - length, length);
    return middle;
  }

  private static byte[] inIpv6(String prefix, byte[] ipv4, int at) {
    byte[] address = Ipv6Text.parse(prefix);
    System.arraycopy(ipv4, 0, address, at, ipv4.length);
    return address;
  }
}
