package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
  void aNameWithoutAddressesFails() {
    try (DnsNames names = new DnsNames(Duration.ofMillis(200))) {
      assertThat(names.resolve("no-such-name.invalid").orTimeout(30, TimeUnit.SECONDS))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withCauseInstanceOf(UnknownHostException.class);
    }
  }
}
