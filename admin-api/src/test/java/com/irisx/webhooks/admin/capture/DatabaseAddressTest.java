package com.irisx.webhooks.admin.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.config.AdminSettings.DatabaseSettings;
import com.irisx.webhooks.admin.config.InvalidSettingException;
import com.irisx.webhooks.testing.TestWebhooks;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Capture reaches the database that {@code WEBHOOKS_DB_URL} names, and as it says. */
class DatabaseAddressTest {

  private static final String TLS =
      "jdbc:postgresql://db.example.com/webhooks?sslmode=verify-full&sslrootcert=/etc/ca%20one.pem"
          + "&sslcert=/etc/client.pem&sslkey=/etc/client.pk8&sslpassword={key-password}"
          + "&socketTimeout=5";

  private static DatabaseAddress address(String url) {
    return DatabaseAddress.of(new DatabaseSettings(url, "admin", "{password}"));
  }

  private static Properties engine(String url) {
    return EngineProperties.of(
        new CaptureDatabase(
            AdminSettings.from(
                Map.of(
                    "WEBHOOKS_BOOTSTRAP_SERVERS", "broker:9092",
                    "WEBHOOKS_DB_URL", url,
                    "WEBHOOKS_DB_USER", "admin",
                    "WEBHOOKS_SECRET_KEYSET", TestWebhooks.KEYSET,
                    "WEBHOOKS_ADMIN_TOKEN", "operator-of-a-test"))),
        "topic-id");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/webhooks, db, 5432, webhooks",
    "jdbc:postgresql://my_postgres:5433/webhooks, my_postgres, 5433, webhooks",
    "jdbc:postgresql://[::1]:5433/my%20db, [::1], 5433, my db",
    "jdbc:postgresql:webhooks, localhost, 5432, webhooks"
  })
  void theUrlIsReadAsTheDriverDoes(String url, String host, int port, String name) {
    DatabaseAddress address = address(url);

    assertThat(address.host()).isEqualTo(host);
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.name()).isEqualTo(name);
    assertThat(address.user()).isEqualTo("admin");
    assertThat(address.password()).isEqualTo("{password}");
    assertThat(address.sslMode()).isEqualTo("prefer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jdbc:postgresql://one,two/webhooks", "jdbc:postgresql://db:many/webhooks"})
  void whatCannotBeCapturedIsSaidOfTheSetting(String url) {
    assertThatThrownBy(() -> address(url))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("WEBHOOKS_DB_URL");
  }

  @Test
  void theEngineTrustsAndIsTrustedAsEverybodyElse() {
    assertThat(engine(TLS))
        .containsEntry("database.sslmode", "verify-full")
        .containsEntry("database.sslrootcert", "/etc/ca one.pem")
        .containsEntry("database.sslcert", "/etc/client.pem")
        .containsEntry("database.sslkey", "/etc/client.pk8")
        .containsEntry("database.sslpassword", "{key-password}")
        // The stream of changes is silent for longer.
        .doesNotContainKey("database.socketTimeout");
    assertThat(engine("jdbc:postgresql://db/webhooks?ssl=true"))
        .containsEntry("database.sslmode", "verify-full");
  }

  /** Debezium keeps a setting out of its log only if its name ends so. */
  @Test
  void secretsOfTheUrlAreOnlyInSettingsNamedSo() {
    Properties engine = engine(TLS + "&user=other&password={url-password}");

    assertThat(engine).containsEntry("database.user", "other");
    assertThat(engine).containsEntry("database.password", "{url-password}");
    engine.forEach(
        (name, value) -> {
          if (!name.toString().endsWith("password")) {
            assertThat(value.toString()).as(name.toString()).doesNotContain("password}");
          }
        });
  }
}
