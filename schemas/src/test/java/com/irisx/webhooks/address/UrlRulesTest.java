package com.irisx.webhooks.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRulesTest {

  private static final UrlRules STRICT = new UrlRules(AddressPolicy.PUBLIC_ONLY, false);

  @ParameterizedTest
  @CsvSource({
    "https://example.com, https://example.com/",
    "HTTPS://Example.COM./Hook?a=B, https://example.com/Hook?a=B",
    "https://example.com:443/, https://example.com/",
    "https://example.com:8443?x, https://example.com:8443/?x",
    "https://hooks-1.xn--bcher-kva.example/%20, https://hooks-1.xn--bcher-kva.example/%20",
    "https://134744072/x, https://8.8.8.8/x",
    "https://[2001:4860:4860:0:0::8888]:80/, https://[2001:4860:4860:0:0:0:0:8888]:80/",
    "https://[::ffff:8.8.8.8]/, https://8.8.8.8/"
  })
  void acceptsAndSpellsOut(String url, String canonical) {
    assertThat(STRICT.check(url)).hasToString(canonical);
  }

  /** The JDK checks no certificate for such a name. */
  @Test
  void aNameWithAnUnderscoreIsForPlainHttp() {
    assertThatThrownBy(() -> STRICT.check("https://hooks_1.example.com/"))
        .isInstanceOf(UnacceptableUrlException.class)
        .hasMessageContaining("host name with '_'");
    assertThat(new UrlRules(AddressPolicy.PUBLIC_ONLY, true).check("http://hooks_1.example.com/"))
        .hasToString("http://hooks_1.example.com/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "0x7F.0x0.0x0.0x1",
        "0",
        "0.0.0.0",
        "10.1.2.3",
        "192.168.0.1",
        "172.31.255.255",
        "100.64.0.1",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "168.63.129.16",
        "224.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::FFFF:169.254.169.254]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::8.8.8.8]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:0:0:0:0:80ff:fffe]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fc00::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "localhost",
        "LOCALHOST.",
        "a.localhost"
      })
  void refusesAddressesThatAreNotPublicInEverySpelling(String host) {
    for (String url : new String[] {"https://" + host, "https://" + host + ":8443/hook"}) {
      assertThatThrownBy(() -> STRICT.check(url))
          .isInstanceOf(UnacceptableUrlException.class)
          .hasMessageContaining("not a public address");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.1.2.3", "0.0.0.0", "192.168.255.8"})
  void refusesEveryMixtureOfSpellings(String address) {
    byte[] bytes = Ipv4Text.parse(address);
    for (int parts = 1; parts <= 4; parts++) {
      for (String host : spellings(new BigInteger(1, bytes).longValueExact(), 4, parts)) {
        assertThatThrownBy(() -> STRICT.check("https://" + host + "/"))
            .as(host)
            .isInstanceOf(UnacceptableUrlException.class)
            .hasMessageContaining("points to " + address + ",");
      }
    }
  }

  /** All ways to write the last {@code bytes} bytes of an address in so many parts. */
  private static List<String> spellings(long address, int bytes, int parts) {
    if (parts == 1) {
      return numbers(address).flatMap(number -> Stream.of(number, number + ".")).toList();
    }
    int shift = (bytes - 1) * Byte.SIZE;
    List<String> rest = spellings(address & ((1L << shift) - 1), bytes - 1, parts - 1);
    return numbers(address >>> shift)
        .flatMap(number -> rest.stream().map(tail -> number + "." + tail))
        .toList();
  }

  private static Stream<String> numbers(long value) {
    return Stream.of("%d", "0%o", "000%o", "0x%x", "0X%X", "0x00%x")
        .map(format -> String.format(Locale.ROOT, format, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://example.com | https://",
        "ftp://example.com | https://",
        "example.com | https://",
        "'' | https://",
        "https:/example.com | https://",
        "https:example.com | https://",
        "//example.com | https://",
        "https:///x | no host",
        "https://:443/ | no host",
        "https://?x | no host",
        "https://user@example.com/ | user name",
        "https://user:pass@example.com/ | user name",
        "https://example.com@127.0.0.1/ | user name",
        "https://example.com/#x | fragment",
        "https://example.com:0/ | port",
        "https://example.com:65536/ | port",
        "https://example.com:/ | port",
        "https://example.com:+80/ | port",
        "https://example.com:80:80/ | port",
        "https://[::1/ | port",
        "https://[zz]/ | host",
        "https://[::1%25eth0]/ | host",
        "https://[1.2.3.4]/ | host",
        "https://%31%32%37.0.0.1/ | host",
        "https://127.0.0.1%2f.example.com/ | host",
        "https://256.0.0.1/ | host",
        "https://1.2.3.4.5/ | host",
        "https://127.0.0.1../ | host",
        "https://example..com/ | host",
        "https://-example.com/ | host",
        "https://exa!mple.com/ | host",
        "https://example.com\\@evil.example/ | position 20",
        "https://exämple.com/ | position 11",
        "https://１２７.0.0.1/ | position 9",
        "https://127。0。0。1/ | position 12",
        "https://127．0．0．1/ | position 12",
        "https://①②⑦.0.0.1/ | position 9",
        "https://ⓛocalhost/ | position 9",
        "https://localhost%00.example.com/ | host",
        "https://127.0.0.1%00/ | host",
        "https://%5b::1%5d/ | port",
        "https://[fe80::1%eth0]/ | host",
        "https://[fe80::1%25]/ | host",
        "https://[::1]./ | host",
        "https://[::1]x/ | host",
        "https://[[::1]]/ | host",
        "https://[::ffff:0x7f.0.0.1]/ | host",
        "https://[::ffff:127.1]/ | host",
        "https://127.0.0.1,example.com/ | host",
        "https://127.0.0.1;example.com/ | host",
        "https://8.8.8.8@127.0.0.1/ | user name",
        "https://127.0.0.1:443@example.com/ | user name",
        "https://@127.0.0.1/ | user name",
        "https://example.com%40127.0.0.1/ | host",
        "https:\\\\127.0.0.1/ | position 7",
        "https://127.0.0.1\\.example.com/ | position 18",
        "https://example.com/a b | position 22",
        "https://example.com/<a> | position 21"
      })
  void refusesWithAReason(String url, String reason) {
    assertThatThrownBy(() -> STRICT.check(url))
        .isInstanceOf(UnacceptableUrlException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\nX-Evil: 1", "\n", "\t", "\0", " HTTP/1.1", "\u2028"})
  void refusesWhatWouldEndTheRequestLine(String evil) {
    assertThatThrownBy(() -> STRICT.check("https://example.com/a" + evil))
        .isInstanceOf(UnacceptableUrlException.class)
        .hasMessageContaining("position 22");
  }

  @Test
  void refusesMoreThan2048Characters() {
    String longest = "https://example.com/" + "x".repeat(2028);

    assertThat(STRICT.check(longest).target()).hasSize(2029);
    assertThatThrownBy(() -> STRICT.check(longest + "x"))
        .isInstanceOf(UnacceptableUrlException.class)
        .hasMessageContaining("2048");
  }

  @Test
  void theOperatorCanOpenHttpAndLocalAddresses() {
    UrlRules local = new UrlRules(AddressPolicy.allowing("127.0.0.0/8"), true);

    assertThat(local.check("http://localhost:9000/hook")).hasToString("http://localhost:9000/hook");
    assertThat(local.check("http://2130706433/")).hasToString("http://127.0.0.1/");
    assertThatThrownBy(() -> local.check("http://10.0.0.1/"))
        .isInstanceOf(UnacceptableUrlException.class);
  }
}
