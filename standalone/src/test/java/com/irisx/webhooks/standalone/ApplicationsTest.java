package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.streams.config.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationsTest {

  private static final Map<String, String> BACKENDS =
      Map.of("WEBHOOKS_BOOTSTRAP_SERVERS", "127.0.0.1:1", "WEBHOOKS_DB_URL", "jdbc:ours");

  @Test
  void whatTheDispatcherIsToldAboutTheNetworkReachesIt(@TempDir Path directory) throws Exception {
    Path bundle = someAuthority(directory);
    StreamsSettings settings =
        StreamsSettings.of(
            environment(
                Map.of(
                    "WEBHOOKS_EGRESS_PROXY",
                    "http://user:secret@proxy.example:3128",
                    "WEBHOOKS_CA_BUNDLE",
                    bundle.toString())));

    assertThat(settings.egressProxy()).hasToString("EgressProxy[proxy.example:3128]");
    assertThat(settings.caBundle()).isNotNull();
  }

  @Test
  void withoutThemThereIsNoProxyAndNoBundle() {
    StreamsSettings settings = StreamsSettings.of(environment(Map.of()));

    assertThat(settings.egressProxy()).isNull();
    assertThat(settings.caBundle()).isNull();
  }

  @Test
  void otherVariablesOfTheProcessStayOutAndWhatIsKnownBetterWins() {
    Map<String, String> environment =
        environment(
            Map.of("PATH", "/bin", "WEBHOOKS_DB_URL", "theirs", "WEBHOOKS_PARTITIONS", "7"));

    assertThat(environment)
        .doesNotContainKey("PATH")
        .containsEntry("WEBHOOKS_DB_URL", "jdbc:ours")
        .containsEntry("WEBHOOKS_PARTITIONS", "7")
        .containsEntry("WEBHOOKS_ALLOWED_CIDRS", StandaloneSettings.LOOPBACK);
  }

  private static Map<String, String> environment(Map<String, String> inherited) {
    Credentials credentials =
        new Credentials("operator-token", SecretCipher.newKeyset(), "demo-api-key");
    return new HashMap<>(
        Applications.environment(
            inherited, StandaloneSettings.from(Map.of(), List.of()), credentials, BACKENDS));
  }

  /** One that the JDK trusts, as a PEM file. */
  private static Path someAuthority(Path directory) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    X509Certificate authority =
        ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0];
    return write(directory, Base64.getMimeEncoder().encodeToString(authority.getEncoded()));
  }

  private static Path write(Path directory, String base64) throws IOException {
    return Files.writeString(
        directory.resolve("authority.pem"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }
}
