package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressProxyTest {

  @Test
  void hostAndPortAreRead() {
    EgressProxy proxy = EgressProxy.parse("http://egress_proxy.internal:3128/");

    assertThat(proxy.host()).isEqualTo("egress_proxy.internal");
    assertThat(proxy.port()).isEqualTo(3128);
    assertThat(proxy.authorization()).isNull();
    assertThat(EgressProxy.parse("http://[fd00::1]:1").host()).isEqualTo("[fd00::1]");
  }

  @Test
  void credentialsAreDecodedAndNeverShown() {
    EgressProxy proxy = EgressProxy.parse("http://user:%70%C3%A4ss+%25:@proxy:3128");

    // user:päss+%:
    assertThat(proxy.authorization()).isEqualTo("Basic dXNlcjpww6RzcyslOg==");
    assertThat(proxy).hasToString("EgressProxy[proxy:3128]");
    assertThat(HttpSettings.builder().egressProxy(proxy).build().toString())
        .contains("proxy:3128")
        .doesNotContain("user", "dXNl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy:3128",
        "https://proxy:3128",
        "socks5://proxy:1080",
        "http://proxy",
        "http://proxy:0",
        "http://proxy:65536",
        "http://proxy:3128/path",
        "http://proxy:3128?x",
        "http://user@proxy:3128",
        "http://:secret@proxy:3128",
        "http://user:secret%@proxy:3128",
        "http://user:secret%4@proxy:3128",
        "http://user:secret%zz@proxy:3128",
        "http://user:secret%0d%0aX@proxy:3128",
        "http://us%3Aer:secret@proxy:3128",
        "http://pro xy:3128",
        "http://",
        "http:///"
      })
  void anythingElseIsRefusedAndNotRepeated(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EgressProxy.parse(url))
        .withMessageStartingWith("must ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }
}
