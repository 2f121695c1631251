package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.irisx.webhooks.schema.AttemptError;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir private Path directory = Path.of("");

  @Test
  void everyCertificateOfTheFileIsTrustedAndNoOther() throws IOException {
    TestCertificate one = TestCertificate.forName("one.example", directory);
    TestCertificate two = TestCertificate.forName("two.example", directory);
    TestCertificate three = TestCertificate.forName("three.example", directory);
    Path both =
        Files.writeString(
            directory.resolve("both.pem"),
            "# ours\n"
                + Files.readString(one.pem())
                + "\n# theirs\n"
                + Files.readString(two.pem()));
    HttpSettings settings = HttpSettings.builder().caBundle(CaBundle.read(both)).build();

    try (SenderHarness sender = new SenderHarness(settings);
        Http2Server first = Http2Server.start(one, request -> request.response().end());
        Http2Server second = Http2Server.start(two, request -> request.response().end());
        Http2Server third = Http2Server.start(three, request -> request.response().end())) {
      assertThat(sender.post(first.url("one.example"), TIMEOUT))
          .isInstanceOf(Answer.Complete.class);
      assertThat(sender.post(second.url("two.example"), TIMEOUT))
          .isInstanceOf(Answer.Complete.class);
      assertThat(sender.post(third.url("three.example"), TIMEOUT))
          .isEqualTo(
              new Answer.Failure(
                  AttemptError.TLS_FAILED,
                  "the certificate is not trusted, or not valid for the name"));
    }
  }

  @Test
  void theJdksAuthoritiesAreStillTrusted() throws Exception {
    CaBundle bundle = CaBundle.read(TestCertificate.forName("one.example", directory).pem());
    TrustManagerFactory jdk =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    jdk.init((KeyStore) null);
    Vertx vertx = Vertx.vertx();
    try {
      assertThat(issuers(bundle.trust().getTrustManagerFactory(vertx).getTrustManagers()))
          .containsAll(issuers(jdk.getTrustManagers()))
          .containsAll(bundle.certificates())
          .hasSize(issuers(jdk.getTrustManagers()).size() + 1);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static List<X509Certificate> issuers(TrustManager... managers) {
    return Arrays.asList(((X509TrustManager) managers[0]).getAcceptedIssuers());
  }

  @Test
  void aFileThatIsNoBundleIsRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaBundle.read(directory.resolve("missing.pem")))
        .withMessage("the file cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaBundle.read(directory))
        .withMessage("the file cannot be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaBundle.read(file("")))
        .withMessage("the file has no certificate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CaBundle.read(file("hello\n")))
        .withMessageStartingWith("the file ");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CaBundle.read(
                    file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")))
        .withMessage("the file is not PEM with certificates");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("bundle.pem"), content);
  }
}
