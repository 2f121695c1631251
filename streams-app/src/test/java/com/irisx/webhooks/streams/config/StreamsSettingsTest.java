package com.irisx.webhooks.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.streams.dispatch.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that decide how requests are made. */
class StreamsSettingsTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void theDefaults() {
    HttpSettings http = PartSettings.dispatch(StreamsSettings.of(required())).http();

    assertThat(http.allowHttp()).isFalse();
    assertThat(http.caBundle()).isNull();
    assertThat(http.egressProxy()).isNull();
    assertThat(PartSettings.dispatch(StreamsSettings.of(with("WEBHOOKS_CA_BUNDLE", " "))).http())
        .isEqualTo(http);
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Map<String, String> variables = with("WEBHOOKS_ALLOW_HTTP", "true");
    variables.put("WEBHOOKS_CA_BUNDLE", someAuthority().toString());
    variables.put("WEBHOOKS_EGRESS_PROXY", "http://user:secret@proxy:3128");

    HttpSettings http = PartSettings.dispatch(StreamsSettings.of(variables)).http();

    assertThat(http.allowHttp()).isTrue();
    assertThat(http.caBundle()).hasToString("CaBundle[1 certificates]");
    assertThat(http.egressProxy()).hasToString("EgressProxy[proxy:3128]");
    assertThat(StreamsSettings.of(variables).toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {".+-events", "webhooks\\..+", ".*outcomes"})
  void noTopicOfOursCanBeOneOfEvents(String pattern) {
    assertThatThrownBy(() -> StreamsSettings.of(with("WEBHOOKS_EVENTS_PATTERN", pattern)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("WEBHOOKS_EVENTS_PATTERN: must not match our own topic webhooks.");
  }

  @Test
  void aBundleThatCannotBeReadOrIsEmptyIsNamedByItsKey() throws IOException {
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    assertThatThrownBy(() -> StreamsSettings.of(with("WEBHOOKS_CA_BUNDLE", empty + ".not")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("WEBHOOKS_CA_BUNDLE: the file cannot be read");
    assertThatThrownBy(() -> StreamsSettings.of(with("WEBHOOKS_CA_BUNDLE", empty.toString())))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("WEBHOOKS_CA_BUNDLE: the file has no certificate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy:3128", "http://user:secret@proxy", "https://user:secret@proxy:1"})
  void aMalformedProxyIsNamedByItsKeyAndNotRepeated(String value) {
    assertThatThrownBy(() -> StreamsSettings.of(with("WEBHOOKS_EGRESS_PROXY", value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("WEBHOOKS_EGRESS_PROXY: must ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  /** One of the JDK's, as a PEM file. */
  private Path someAuthority() throws IOException, GeneralSecurityException {
    TrustManagerFactory jdk =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    jdk.init((KeyStore) null);
    X509Certificate any = ((X509TrustManager) jdk.getTrustManagers()[0]).getAcceptedIssuers()[0];
    return Files.writeString(
        directory.resolve("authority.pem"),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(any.getEncoded())));
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> variables = required();
    variables.put(key, value);
    return variables;
  }

  static Map<String, String> required() {
    Map<String, String> variables = new HashMap<>();
    variables.put("WEBHOOKS_BOOTSTRAP_SERVERS", "broker:9092");
    variables.put("WEBHOOKS_SECRET_KEYSET", SecretCipher.newKeyset());
    return variables;
  }
}
