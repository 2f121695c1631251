package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.irisx.webhooks.secret.SecretCipher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

  private final KeyStore keys;

  CredentialsTest(@TempDir Path directory) {
    this.keys = new KeyStore(directory);
  }

  @Test
  void areMadeOnceAndAreTheSameAtTheNextStart() {
    Credentials first = Credentials.of(StandaloneSettings.from(Map.of(), List.of()), keys);
    Credentials second = Credentials.of(StandaloneSettings.from(Map.of(), List.of()), keys);

    assertThat(second).isEqualTo(first);
    assertThat(first.adminToken()).hasSizeGreaterThan(32).isNotEqualTo(first.demoApiKey());
    assertThatCode(() -> SecretCipher.of(first.secretKeyset())).doesNotThrowAnyException();
  }

  @Test
  void givenOnesWinAndAreNotKept() {
    Map<String, String> given =
        Map.of(
            "WEBHOOKS_ADMIN_TOKEN", "token-of-mine",
            "WEBHOOKS_DEMO_API_KEY", "key-of-mine",
            "WEBHOOKS_SECRET_KEYSET", "keyset-of-mine");

    assertThat(Credentials.of(StandaloneSettings.from(given, List.of()), keys))
        .isEqualTo(new Credentials("token-of-mine", "keyset-of-mine", "key-of-mine"));
    assertThat(keys.get("admin-token")).isEmpty();
    assertThat(keys.get("demo-api-key")).isEmpty();
    assertThat(keys.get("secret-keyset.json")).isEmpty();
  }

  @Test
  void withoutADemoNoKeyOfItIsKept() {
    var unused = Credentials.of(StandaloneSettings.from(Map.of(), List.of("--no-demo")), keys);

    assertThat(keys.get("demo-api-key")).isEmpty();
    assertThat(keys.get("admin-token")).isPresent();
  }

  @Test
  void aRevokedDemoKeyIsReplacedForGood() {
    Credentials first = Credentials.of(StandaloneSettings.from(Map.of(), List.of()), keys);

    String renewed = Credentials.renewDemoApiKey(keys);

    assertThat(renewed).isNotEqualTo(first.demoApiKey());
    assertThat(Credentials.of(StandaloneSettings.from(Map.of(), List.of()), keys))
        .isEqualTo(first.with(renewed));
  }

  @Test
  void doNotShowThemselves() {
    assertThat(new Credentials("a", "b", "c")).hasToString("Credentials");
  }
}
