package com.irisx.webhooks.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every range, its neighbours, and the forms that carry an IPv4 address. */
class AddressPolicyTest {

  static List<IanaRegistry.Range> ranges() {
    return IanaRegistry.RANGES;
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void specialPurposeRangesAreForbiddenFromFirstToLast(IanaRegistry.Range range) {
    for (byte[] address : range.firstMiddleLast()) {
      assertForbidden(AddressPolicy.PUBLIC_ONLY, address);
    }
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void theAddressesJustOutsideAreForbiddenOnlyWhereAnotherRangeHasThem(IanaRegistry.Range range) {
    for (byte[] address : range.justOutside()) {
      assertJudgedByTheRegistry(address);
    }
  }

  @Test
  void whateverAddressIsForbiddenExactlyWhereARangeHasIt() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      byte[] ipv4 = new byte[4];
      random.nextBytes(ipv4);
      assertJudgedByTheRegistry(ipv4);
      byte[] ipv6 = new byte[16];
      random.nextBytes(ipv6);
      assertJudgedByTheRegistry(ipv6);
      ipv6[0] = (byte) (0x20 | (ipv6[0] & 0x1f)); // global unicast
      assertJudgedByTheRegistry(ipv6);
    }
  }

  /** How an IPv4 address is carried in an IPv6 address; {@code cidr} opens it. */
  private enum Form {
    COMPATIBLE("::/96", "::", 12),
    TRANSLATED("::ffff:0:0:0/96", "::ffff:0:0:0", 12),
    NAT64("64:ff9b::/96", "64:ff9b::", 12),
    NAT64_LOCAL("64:ff9b:1:2:3:4::/96", "64:ff9b:1:2:3:4::", 12),
    SIX_TO_FOUR("2002::/16", "2002:0:0:1::1", 2),
    TEREDO("2001::/32", "2001:0:808:808:8000:63bf::", 12);

    private final String cidr;
    private final String around;
    private final int at;

    Form(String cidr, String around, int at) {
      this.cidr = cidr;
      this.around = around;
      this.at = at;
    }

    AddressPolicy opened() {
      return AddressPolicy.allowing(cidr);
    }

    byte[] carrying(byte[] ipv4) {
      byte[] address = Ipv6Text.parse(around);
      for (int i = 0; i < ipv4.length; i++) {
        address[at + i] = (byte) (this == TEREDO ? ~ipv4[i] : ipv4[i]);
      }
      return address;
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void noFormGetsAForbiddenAddressThroughNotEvenWhereTheOperatorOpenedTheForm(Form form) {
    IanaRegistry.RANGES.stream()
        .filter(range -> range.bytes() == 4)
        .flatMap(range -> range.firstMiddleLast().stream())
        .map(form::carrying)
        .filter(address -> new BigInteger(1, address).bitLength() > 1) // :: and ::1 carry nothing
        .forEach(
            address -> {
              assertForbidden(AddressPolicy.PUBLIC_ONLY, address);
              assertForbidden(form.opened(), address);
            });
  }

  @Test
  void whatTheOperatorDeniesIsForbiddenWhateverElseIsSaid() {
    AddressPolicy policy =
        AddressPolicy.allowing("10.0.0.0/8,::ffff:0:0:0/96")
            .denying("203.0.112.0/24, 8.8.8.0/24,10.1.0.0/16,2600:1::/32");

    for (String denied :
        List.of("203.0.112.1", "8.8.8.8", "10.1.2.3", "2600:1:ffff::1", "::ffff:8.8.8.8")) {
      assertForbidden(policy, bytes(denied));
    }
    assertForbidden(policy, Ipv6Text.parse("::ffff:0:8.8.8.8"));
    for (String allowed : List.of("203.0.111.255", "8.8.9.0", "10.2.0.0", "2600:2::1")) {
      assertThat(policy.allows(bytes(allowed))).as(allowed).isTrue();
    }
  }

  private static byte[] bytes(String address) {
    return address.indexOf(':') < 0 ? Ipv4Text.parse(address) : Ipv6Text.parse(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2600:1:2:3:0:5efe::", "2600:1:2:3:200:5efe::"})
  void anIsatapAddressIsJudgedByTheIpv4AddressInside(String prefix) {
    byte[] address = Ipv6Text.parse(prefix);
    IanaRegistry.RANGES.stream()
        .filter(range -> range.bytes() == 4)
        .flatMap(range -> range.firstMiddleLast().stream())
        .forEach(
            ipv4 -> {
              System.arraycopy(ipv4, 0, address, 12, 4);
              assertForbidden(AddressPolicy.PUBLIC_ONLY, address);
            });
    System.arraycopy(new byte[] {8, 8, 8, 8}, 0, address, 12, 4);
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(address)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aFormWithAPublicAddressIsForTheOperatorToOpen(Form form) {
    byte[] address = form.carrying(new byte[] {8, 8, 8, 8});

    assertForbidden(AddressPolicy.PUBLIC_ONLY, address);
    assertThat(form.opened().allows(address)).isTrue();
  }

  /**
   * 10.0.0.1 behind a translator with a prefix of 64, 56 and 48 bits, in addresses whose end reads
   * as a public one.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "64:ff9b:1:0:a:0:101:101",
        "64:ff9b:1:a:0:1:101:101",
        "64:ff9b:1:a00:0:100:101:101"
      })
  void noBlockThatLeavesTheTranslatorsPrefixOpenLetsAnAddressThrough(String address) {
    assertForbidden(AddressPolicy.allowing("::/0"), Ipv6Text.parse(address));
    assertForbidden(AddressPolicy.allowing("64:ff9b::/32"), Ipv6Text.parse(address));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 56, 64, 95})
  void suchABlockOfTheLocalTranslatorsIsRefused(int bits) {
    assertThatThrownBy(() -> AddressPolicy.allowing("64:ff9b:1::/" + bits))
        .hasMessageContaining("local-use NAT64");
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void aMappedAddressIsTheIpv4AddressItCarries(IanaRegistry.Range range) {
    Stream.concat(range.firstMiddleLast().stream(), range.justOutside().stream())
        .filter(address -> address.length == 4)
        .forEach(
            address -> {
              byte[] mapped = Ipv6Text.parse("::ffff:0:0");
              System.arraycopy(address, 0, mapped, 12, 4);
              assertThat(AddressPolicy.PUBLIC_ONLY.allows(mapped))
                  .as(IanaRegistry.text(address))
                  .isEqualTo(!IanaRegistry.has(address));
            });
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
  void whoOpensAnIpv4BlockOpensItsMappedForm() {
    AddressPolicy policy = AddressPolicy.allowing("127.0.0.0/8");

    assertThat(policy.allows(Ipv6Text.parse("::ffff:127.0.0.1"))).isTrue();
    assertThat(policy.allows(Ipv6Text.parse("::127.0.0.1"))).isFalse();
    assertThat(policy.allows(Ipv6Text.parse("64:ff9b::127.0.0.1"))).isFalse();
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

  private static void assertForbidden(AddressPolicy policy, byte[] address) {
    assertThat(policy.allows(address)).as(IanaRegistry.text(address)).isFalse();
  }

  private static void assertJudgedByTheRegistry(byte[] address) {
    assertThat(AddressPolicy.PUBLIC_ONLY.allows(address))
        .as(IanaRegistry.text(address))
        .isEqualTo(!IanaRegistry.has(address));
  }
}
