package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedAtTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, localhost",
    "::, localhost",
    "::no, localhost",
    "127.0.0.2, 127.0.0.2",
    "::1, [0:0:0:0:0:0:0:1]",
  })
  void isTheBoundAddressOrThisMachine(String bindAddress, String host) {
    assertThat(ServedAt.host(bindAddress, "localhost")).isEqualTo(host);
    assertThat(URI.create("http://" + ServedAt.host(bindAddress, "localhost") + ":80").getHost())
        .isEqualTo(host);
  }
}
