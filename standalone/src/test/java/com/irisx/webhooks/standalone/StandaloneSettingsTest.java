package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.embedded.ListenPort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneSettingsTest {

  @Test
  void hasADefaultForEverything() {
    assertThat(StandaloneSettings.from(Map.of(), List.of()))
        .isEqualTo(
            new StandaloneSettings(
                Path.of("data").toAbsolutePath(),
                new ListenPort(9092, "WEBHOOKS_KAFKA_PORT"),
                new ListenPort(5433, "WEBHOOKS_POSTGRES_PORT"),
                new ListenPort(8080, "WEBHOOKS_API_PORT"),
                new ListenPort(8081, "WEBHOOKS_STREAMS_PORT"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "127.0.0.0/8,::1/128",
                true,
                true));
  }

  @Test
  void takesEverythingFromItsKey() {
    Map<String, String> env =
        Map.of(
            "WEBHOOKS_DATA_DIR", "/somewhere",
            "WEBHOOKS_KAFKA_PORT", "1",
            "WEBHOOKS_POSTGRES_PORT", "2",
            "WEBHOOKS_API_PORT", "3",
            "WEBHOOKS_STREAMS_PORT", "4",
            "WEBHOOKS_ADMIN_TOKEN", "token-of-mine",
            "WEBHOOKS_SECRET_KEYSET", "{}",
            "WEBHOOKS_DEMO_API_KEY", "key-of-mine",
            "WEBHOOKS_ALLOWED_CIDRS", "10.0.0.0/8",
            "WEBHOOKS_ALLOW_HTTP", "false");

    assertThat(StandaloneSettings.from(env, List.of("--no-demo")))
        .isEqualTo(
            new StandaloneSettings(
                Path.of("/somewhere"),
                new ListenPort(1, "WEBHOOKS_KAFKA_PORT"),
                new ListenPort(2, "WEBHOOKS_POSTGRES_PORT"),
                new ListenPort(3, "WEBHOOKS_API_PORT"),
                new ListenPort(4, "WEBHOOKS_STREAMS_PORT"),
                Optional.of("token-of-mine"),
                Optional.of("{}"),
                Optional.of("key-of-mine"),
                "10.0.0.0/8",
                false,
                false));
  }

  @Test
  void countsAnEmptyVariableAsNotSet() {
    assertThat(StandaloneSettings.from(Map.of("WEBHOOKS_API_PORT", " "), List.of()))
        .isEqualTo(StandaloneSettings.from(Map.of(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "WEBHOOKS_KAFKA_PORT, 0",
    "WEBHOOKS_POSTGRES_PORT, 65536",
    "WEBHOOKS_API_PORT, http",
    "WEBHOOKS_STREAMS_PORT, -1",
    "WEBHOOKS_ALLOW_HTTP, yes",
    "WEBHOOKS_BOOTSTRAP_SERVERS, broker:9092",
    "WEBHOOKS_DB_URL, jdbc:postgresql://db/x",
  })
  void namesTheKeyAtFault(String key, String value) {
    assertThatThrownBy(() -> StandaloneSettings.from(Map.of(key, value), List.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "has a space in it", "has-an-ümlaut"})
  void doesNotRepeatACredentialThatItRefuses(String token) {
    assertThatThrownBy(
            () -> StandaloneSettings.from(Map.of("WEBHOOKS_ADMIN_TOKEN", token), List.of()))
        .hasMessageStartingWith("WEBHOOKS_ADMIN_TOKEN")
        .hasMessageNotContaining(token);
  }

  @Test
  void refusesAnUnknownOption() {
    assertThatThrownBy(() -> StandaloneSettings.from(Map.of(), List.of("--nodemo")))
        .hasMessageContaining("--nodemo")
        .hasMessageContaining("--no-demo");
  }
}
