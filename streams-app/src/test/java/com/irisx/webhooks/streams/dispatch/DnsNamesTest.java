package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNamesTest {

  @Test
  void readsTheHostsFile() {
    try (DnsNames names = new DnsNames(Duration.ofSeconds(1))) {
      assertThat(names.resolve("localhost").orTimeout(10, TimeUnit.SECONDS).join())
          .isNotEmpty()
          .allMatch(InetAddress::isLoopbackAddress);
    }
  }

  @Test
  void aServerKnowsTheAddressesOfAName() throws Exception {
    try (DnsServer server = DnsServer.answering(0, "192.0.2.7");
        DnsNames names = asking(server)) {
      assertThat(names.resolve("a.example").get(10, TimeUnit.SECONDS))
          .containsExactly(ScriptedNames.address("192.0.2.7"));
      assertThat(server.asked()).allMatch("a.example."::equals, "no search domain");
    }
  }

  @Test
  void aNameThatDoesNotExistIsNotTakenForOneThatNobodyKnows() throws Exception {
    assertThat(failure(DnsServer.answering(3))).isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void aServerThatFailsOrRefusesSaysNothingOfTheName(int code) throws Exception {
    assertThat(failure(DnsServer.answering(code)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(UnknownHostException.class);
  }

  @Test
  void aSilentServerSaysNothingOfTheName() throws Exception {
    assertThat(failure(DnsServer.silent()))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(UnknownHostException.class);
  }

  private static Throwable failure(DnsServer asked) throws Exception {
    try (DnsServer server = asked;
        DnsNames names = asking(server)) {
      return names
          .resolve("a.example")
          .handle((addresses, failure) -> failure)
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static DnsNames asking(DnsServer server) {
    return new DnsNames(
        Duration.ofMillis(200), new SingletonDnsServerAddressStreamProvider(server.address()));
  }
}
