package com.irisx.webhooks.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.standalone.StandaloneSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoObstacleTest {

  @Test
  void thereIsNoneByDefault() {
    assertThat(obstacle(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "::1/128", "127.0.0.2/32"})
  void anAllowListWithoutTheReceiverIsNamed(String cidrs) {
    assertThat(obstacle(Map.of("WEBHOOKS_ALLOWED_CIDRS", cidrs)).orElseThrow())
        .startsWith("WEBHOOKS_ALLOWED_CIDRS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1/32", "10.0.0.0/8, 127.0.0.0/8"})
  void anAllowListWithTheReceiverIsNone(String cidrs) {
    assertThat(obstacle(Map.of("WEBHOOKS_ALLOWED_CIDRS", cidrs))).isEmpty();
  }

  @Test
  void httpsAloneIsNamed() {
    assertThat(obstacle(Map.of("WEBHOOKS_ALLOW_HTTP", "false")).orElseThrow())
        .startsWith("WEBHOOKS_ALLOW_HTTP");
  }

  private static Optional<String> obstacle(Map<String, String> settings) {
    return DemoObstacle.in(StandaloneSettings.from(settings, List.of()));
  }
}
