package com.irisx.webhooks.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "127.0.0.1., 127.0.0.1",
    "2130706433, 127.0.0.1",
    "0x7f000001, 127.0.0.1",
    "0X7F.1, 127.0.0.1",
    "017700000001, 127.0.0.1",
    "0177.0.0.1, 127.0.0.1",
    "0000000000000177.0.0.1, 127.0.0.1",
    "127.1, 127.0.0.1",
    "127.0.1, 127.0.0.1",
    "127.0.0x0.0x1, 127.0.0.1",
    "0, 0.0.0.0",
    "0x, 0.0.0.0",
    "0xa9fea9fe, 169.254.169.254",
    "169.254.43518, 169.254.169.254",
    "0251.0376.0251.0376, 169.254.169.254",
    "4294967295, 255.255.255.255",
    "1.16777215, 1.255.255.255"
  })
  void readsIpv4InEverySpelling(String text, String address) throws Exception {
    assertThat(Ipv4Text.looksLike(text)).isTrue();
    assertThat(Ipv4Text.parse(text)).isEqualTo(InetAddress.getByName(address).getAddress());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "256.0.0.1",
        "1.2.3.256",
        "1.2.3.4.5",
        "1..2",
        ".1",
        "4294967296",
        "1.16777216",
        "08",
        "1.2.3.09",
        "0xg",
        "99999999999999999999999",
        "0x1ffffffff",
        "-1",
        "1.2.3.4a"
      })
  void refusesWhatIsNoIpv4(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ipv4Text.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "1.2.3.com", "0x7f.example", "a1", "1a", "0xg", "a."})
  void namesDoNotLookLikeIpv4(String host) {
    assertThat(Ipv4Text.looksLike(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "1::8",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "2001:DB8::1",
        "::1.2.3.4",
        "64:ff9b::192.0.2.1",
        "1:2:3:4:5:6:1.2.3.4"
      })
  void readsIpv6LikeTheJdk(String text) throws Exception {
    assertThat(Ipv6Text.parse(text)).isEqualTo(InetAddress.getByName(text).getAddress());
  }

  @Test
  void readsWhateverIpv6AddressTheJdkPrints() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      byte[] address = new byte[16];
      random.nextBytes(address);
      String text = InetAddress.getByAddress(address).getHostAddress();
      assertThat(Ipv6Text.parse(text)).as("seed %d, %s", seed, text).isEqualTo(address);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:2:3:4:5:6:7:8::",
        "::1%eth0",
        "g::",
        "12345::",
        ":1::",
        "1:",
        "::1.2.3",
        "::1.2.3.4.5",
        "::01.2.3.4",
        "::256.1.1.1",
        "1.2.3.4::",
        "::1.2.3.4:1",
        "1:2:3:4:5:6:7:1.2.3.4",
        "+1::",
        "::-1"
      })
  void refusesWhatIsNoIpv6(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ipv6Text.parse(text));
  }
}
