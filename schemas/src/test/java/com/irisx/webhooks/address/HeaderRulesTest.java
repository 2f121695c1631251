package com.irisx.webhooks.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {

  private final HeaderRules rules = new HeaderRules(HeaderRules.DEFAULT_PREFIX);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "content-length",
        "Content-Type",
        "TRANSFER-ENCODING",
        "Connection",
        "Upgrade",
        "User-Agent",
        "X-IRISX-Signature",
        "x-irisx-anything",
        "webhook-id",
        "Webhook-Signature",
        "Content_Length",
        "X_IRISX_Signature",
        "webhook_id",
        "Content-Encoding",
        "Content-Range",
        "Expect",
        "Via",
        "Max-Forwards",
        "Early-Data"
      })
  void oursAndTheConnectionsAreReserved(String name) {
    assertThat(rules.problem(name, "x")).get().asString().contains(name);
  }

  /** RFC 9110, sections 7.6.1 and 11.7; RFC 9112, section 9.3; RFC 9113, section 8.2.2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Close",
        "Keep-Alive",
        "Proxy-Connection",
        "proxy-connection",
        "Proxy_Connection",
        "Proxy-Authorization",
        "Proxy-Authenticate",
        "Proxy-Anything",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "HTTP2-Settings",
        ":authority",
        ":path"
      })
  void whatIsOfTheConnectionIsRefused(String name) {
    assertThat(rules.problem(name, "x")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "ä", "a\0"})
  void aNameIsAToken(String name) {
    assertThat(rules.problem(name, "x")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "ä", "a\u2028b", "\u007f"})
  void aValueIsOneLineOfPrintableAscii(String value) {
    assertThat(rules.problem("X-Custom", value)).get().asString().contains("X-Custom");
  }

  @Test
  void othersMayBeSent() {
    assertThat(rules.problem("Authorization", "Bearer abc.def==")).isEmpty();
    assertThat(rules.problem("X_Custom", "a\tb")).isEmpty();
    assertThat(rules.problem("X-Custom", "x".repeat(4096))).isEmpty();
    assertThat(rules.problem("X-Custom", "x".repeat(4097))).isPresent();
  }

  @Test
  void thePrefixIsConfigurable() {
    assertThat(new HeaderRules("X-Acme-").problem("x-acme-event", "x")).isPresent();
    assertThat(new HeaderRules("X-Acme-").problem("X-IRISX-Event", "x")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new HeaderRules("X Acme"));
  }
}
