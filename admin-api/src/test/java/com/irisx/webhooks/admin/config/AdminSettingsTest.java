package com.irisx.webhooks.admin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key, every default, every refusal. */
class AdminSettingsTest {

  private static final Map<String, String> REQUIRED =
      Map.of(
          "WEBHOOKS_BOOTSTRAP_SERVERS", "broker:9092",
          "WEBHOOKS_DB_URL", "jdbc:postgresql://db/webhooks",
          "WEBHOOKS_DB_USER", "admin",
          "WEBHOOKS_SECRET_KEYSET", "{the keyset}",
          "WEBHOOKS_ADMIN_TOKEN", "{the token}");

  private static Map<String, String> with(String key, String value) {
    Map<String, String> env = new HashMap<>(REQUIRED);
    env.put(key, value);
    return env;
  }

  @Test
  void theDefaults() {
    AdminSettings settings = AdminSettings.from(REQUIRED);

    assertThat(settings.kafka().connection().bootstrapServers()).isEqualTo("broker:9092");
    assertThat(settings.kafka().topics().prefix()).isEqualTo("webhooks.");
    assertThat(settings.kafka().partitions()).isEqualTo(12);
    assertThat(settings.kafka().replicationFactor()).isEqualTo((short) -1);
    assertThat(settings.database().password()).isEmpty();
    assertThat(settings.urlRules().allowHttp()).isFalse();
    assertThat(settings.apiPort()).isEqualTo(8080);
    assertThat(settings.bindAddress()).isEqualTo("0.0.0.0");
    assertThat(settings.idempotencyWindow()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.retentionDays()).isEqualTo(30);
    assertThat(settings.dedupWindow()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.headerRules().prefix()).isEqualTo("X-IRISX-");
  }

  @Test
  void everyKeyIsRead() {
    Map<String, String> env = new HashMap<>(REQUIRED);
    env.put("WEBHOOKS_TOPIC_PREFIX", "other.");
    env.put("WEBHOOKS_PARTITIONS", "24");
    env.put("WEBHOOKS_REPLICATION_FACTOR", "3");
    env.put("WEBHOOKS_DB_PASSWORD", "secret");
    env.put("WEBHOOKS_API_PORT", "9000");
    env.put("WEBHOOKS_BIND_ADDRESS", "127.0.0.1");
    env.put("WEBHOOKS_ALLOWED_CIDRS", "127.0.0.0/8, ::1/128");
    env.put("WEBHOOKS_ALLOW_HTTP", "true");
    env.put("WEBHOOKS_IDEMPOTENCY_HOURS", "48");
    env.put("WEBHOOKS_RETENTION_DAYS", "7");
    env.put("WEBHOOKS_DEDUP_WINDOW_HOURS", "720");
    env.put("WEBHOOKS_HEADER_PREFIX", "X-Acme-");

    AdminSettings settings = AdminSettings.from(env);

    assertThat(settings.kafka().topics().prefix()).isEqualTo("other.");
    assertThat(settings.kafka().partitions()).isEqualTo(24);
    assertThat(settings.kafka().replicationFactor()).isEqualTo((short) 3);
    assertThat(settings.database().url()).isEqualTo("jdbc:postgresql://db/webhooks");
    assertThat(settings.database().user()).isEqualTo("admin");
    assertThat(settings.database().password()).isEqualTo("secret");
    assertThat(settings.apiPort()).isEqualTo(9000);
    assertThat(settings.bindAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.urlRules().check("http://127.0.0.1:9/").port()).isEqualTo(9);
    assertThat(settings.retentionDays()).isEqualTo(7);
    assertThat(settings.dedupWindow()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.headerRules().prefix()).isEqualTo("X-Acme-");
    assertThat(settings.secretKeyset()).isEqualTo("{the keyset}");
    assertThat(settings.adminToken()).isEqualTo("{the token}");
    assertThat(settings.idempotencyWindow()).isEqualTo(Duration.ofDays(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WEBHOOKS_BOOTSTRAP_SERVERS",
        "WEBHOOKS_DB_URL",
        "WEBHOOKS_DB_USER",
        "WEBHOOKS_SECRET_KEYSET",
        "WEBHOOKS_ADMIN_TOKEN"
      })
  void whatHasNoDefaultIsAskedForByName(String key) {
    assertThatThrownBy(() -> AdminSettings.from(with(key, " ")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({
    "WEBHOOKS_TOPIC_PREFIX, a b",
    "WEBHOOKS_PARTITIONS, 0",
    "WEBHOOKS_PARTITIONS, many",
    "WEBHOOKS_REPLICATION_FACTOR, -2",
    "WEBHOOKS_DB_URL, jdbc:mysql://db/webhooks",
    "WEBHOOKS_API_PORT, 65536",
    "WEBHOOKS_ALLOW_HTTP, yes",
    "WEBHOOKS_RETENTION_DAYS, 0",
    "WEBHOOKS_DEDUP_WINDOW_HOURS, 721",
    "WEBHOOKS_HEADER_PREFIX, X Acme",
    "WEBHOOKS_ALLOWED_CIDRS, 10.0.0.0/99",
    "WEBHOOKS_DENIED_CIDRS, 10.0.0.0/99",
    "WEBHOOKS_ADMIN_TOKEN, short",
    "WEBHOOKS_IDEMPOTENCY_HOURS, 0",
    "WEBHOOKS_IDEMPOTENCY_HOURS, 721"
  })
  void whatIsWrongIsNamed(String key, String value) {
    assertThatThrownBy(() -> AdminSettings.from(with(key, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(key);
  }

  @Test
  void secretsAreNotShown() {
    Map<String, String> env = with("WEBHOOKS_DB_PASSWORD", "{the password}");
    env.put("WEBHOOKS_DB_URL", "jdbc:postgresql://db/webhooks?password={the password}");

    assertThat(AdminSettings.from(env).toString())
        .contains("jdbc:postgresql://db/webhooks")
        .doesNotContain("{the");
  }
}
