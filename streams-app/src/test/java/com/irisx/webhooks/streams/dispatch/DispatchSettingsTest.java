package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DispatchSettingsTest {

  @Test
  void defaultsArePinned() {
    DispatchSettings settings = DispatchSettings.DEFAULT;
    assertThat(settings.groupPrefix()).isEqualTo("webhooks-dispatch-");
    assertThat(settings.firstSlots()).isEqualTo(512);
    assertThat(settings.retrySlots()).isEqualTo(256);
    assertThat(settings.commitInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.lookUpLimit()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.longestTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.headerPrefix()).isEqualTo("X-IRISX-");
    assertThat(settings.drainLimit()).isEqualTo(Duration.ofSeconds(40));

    HttpSettings http = settings.http();
    assertThat(http.allowHttp()).isFalse();
    assertThat(http.maxConnectionsPerHost()).isEqualTo(256);
    assertThat(http.maxHttp2ConnectionsPerHost()).isEqualTo(8);
    assertThat(http.maxStreamsPerConnection()).isEqualTo(100);
    assertThat(http.caBundle()).isNull();
    assertThat(http.egressProxy()).isNull();
    assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(http.tlsHandshakeTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(http.idleTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(http.addressesKept()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aValueOutOfBoundsIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(0, Duration.ofSeconds(1), "X-"))
        .withMessageContaining("first slots: 0 is not 1 to 4096");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(1, Duration.ofHours(1), "X-"))
        .withMessageContaining("commit interval: PT1H is not PT0.01S to PT1M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(1, Duration.ofSeconds(1), "X:\r\n"))
        .withMessageContaining("header prefix");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpSettings.builder().maxHttp2ConnectionsPerHost(1).build())
        .withMessageContaining("HTTP/2 connections per host: 1 is not 2 to 1000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpSettings.builder().maxStreamsPerConnection(0).build())
        .withMessageContaining("streams per connection: 0 is not 1 to 10000");
  }

  private static DispatchSettings with(int slots, Duration commitInterval, String headerPrefix) {
    return new DispatchSettings(
        "g-",
        "s",
        slots,
        1,
        commitInterval,
        Duration.ZERO,
        Duration.ofSeconds(1),
        headerPrefix,
        1,
        HttpSettings.DEFAULT);
  }
}
