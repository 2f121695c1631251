package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.SHORT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.TIMEOUT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertFailure;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints with which there is no TLS connection to be had. None of them sees a request. */
class HostileTlsTest {

  private static final String NAME = "receiver.example";
  private static final Duration DAY = Duration.ofDays(1);
  private static final String UNTRUSTED =
      "the certificate is not trusted, or not valid for the name";
  private static final String NO_HANDSHAKE = "the TLS handshake failed";

  @TempDir private static Path directory = Path.of("");

  private static TestCertificate authority = new TestCertificate(Path.of(""));
  private static TestCertificate good = new TestCertificate(Path.of(""));

  @BeforeAll
  static void makeCertificates() {
    authority = TestCertificate.authority("trusted", directory);
    good = authority.issue(NAME, "good");
  }

  @Test
  void anExpiredCertificateIsRefused() {
    assertUntrusted(authority.issue(NAME, "expired", DAY.multipliedBy(-10), DAY.multipliedBy(-5)));
  }

  @Test
  void aCertificateOfTheFutureIsRefused() {
    assertUntrusted(authority.issue(NAME, "future", DAY.multipliedBy(5), DAY.multipliedBy(90)));
  }

  @Test
  void aCertificateForAnotherNameIsRefused() {
    assertUntrusted(authority.issue("other.example", "other"));
    assertUntrusted(authority.issue("*.receiver.example", "wildcard"));
    assertUntrusted(authority.issue("example", "parent"));
  }

  @Test
  void aSelfSignedCertificateIsRefused() {
    assertUntrusted(TestCertificate.forName(NAME, directory));
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() {
    TestCertificate unknown = TestCertificate.authority("unknown", directory);
    assertUntrusted(unknown.issue(NAME, "stranger"));
  }

  @Test
  void aCertificateThatIsNoAuthorityCannotIssueAnother() {
    assertUntrusted(good.issue(NAME, "grandchild"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 400 The plain HTTP request was sent to HTTPS port\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\0\1\2\3\4\5\6\7"
      })
  void plainTextWhereTlsIsExpectedIsATlsFailure(String text) {
    assertTlsFailure(
        NO_HANDSHAKE,
        connection -> {
          connection.socket().getInputStream().read();
          connection.write(text).awaitClientClose();
        });
  }

  /** TLS 1.0 and 1.1, which the JDK's own server does not do any more. */
  @ParameterizedTest
  @ValueSource(strings = {"\3\1", "\3\2"})
  void anOldVersionOfTlsIsRefused(String version) {
    String random = "r".repeat(32);
    String cipher = "\u00c0\u0013"; // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
    String hello = version + random + "\0" + cipher + "\0";
    String handshake = "\2\0\0" + (char) hello.length() + hello;
    assertTlsFailure(
        NO_HANDSHAKE,
        connection -> {
          connection.socket().getInputStream().read();
          connection
              .write("\u0016" + version + "\0" + (char) handshake.length() + handshake)
              .awaitClientClose();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "F", "p"}) // handshake_failure, protocol_version, unrecognized_name
  void aFatalAlertIsATlsFailure(String alert) {
    assertTlsFailure(
        NO_HANDSHAKE,
        connection -> {
          connection.socket().getInputStream().read();
          connection.write("\u0015\3\3\0\2\2" + alert).awaitClientClose();
        });
  }

  @Test
  void oneThatClosesInTheHandshakeIsATlsFailure() {
    assertTlsFailure(
        NO_HANDSHAKE,
        connection -> {
          connection.socket().getInputStream().read();
          connection.socket().shutdownOutput();
          connection.awaitClientClose();
        });
  }

  @Test
  void aHandshakeBeyondItsLimitIsATlsFailure() {
    assertTlsFailure("the TLS handshake took too long", RawServer.Connection::awaitClientClose);
    assertTlsFailure(
        "the TLS handshake took too long",
        connection -> connection.write("\u0016\3\3@\0\2").drip("\0"));
  }

  @Test
  void aHandshakeThatHangsEndsByTheDeadlineAndItsConnectionByItsOwnLimit() {
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingTls(authority, good, RawServer.Connection::awaitClientClose)) {
      assertFailure(
          endpoint.post(SHORT),
          AttemptError.TIMEOUT,
          "the timeout of 300 ms passed before there was a connection");
      endpoint.assertHungUp();
    }
  }

  /** TLS 1.3: the handshake is over for the client before the endpoint can say so. */
  @Test
  void aWishForOurCertificateIsAFailureAndNotAnsweredWithOne() {
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingTls(
            authority,
            good,
            connection ->
                connection.secured(good, socket -> socket.setNeedClientAuth(true)).readRequest())) {
      assertThat(((Answer.Failure) endpoint.post(TIMEOUT)).error())
          .isIn(AttemptError.TLS_FAILED, AttemptError.CONNECTION_FAILED);
      assertThat(endpoint.server.requests()).isEmpty();
      endpoint.assertHungUp();
    }
  }

  @Test
  void oneThatBreaksOffInsideTlsIsAFailureNeverTakenForAnAnswer() {
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingTls(
            authority,
            good,
            connection -> {
              RawServer.Connection secured = connection.secured(good);
              secured.readRequest();
              secured.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
              connection.write("not TLS any more").awaitClientClose();
            })) {
      assertFailure(endpoint.post(TIMEOUT), AttemptError.TLS_FAILED, "the TLS connection failed");
      endpoint.assertHungUp();
    }
  }

  private static void assertUntrusted(TestCertificate bad) {
    assertTlsFailure(UNTRUSTED, connection -> connection.secured(bad));
  }

  private static void assertTlsFailure(String detail, RawServer.Behaviour attack) {
    try (HostileEndpoint endpoint = HostileEndpoint.attackingTls(authority, good, attack)) {
      assertFailure(endpoint.post(TIMEOUT), AttemptError.TLS_FAILED, detail);
      assertThat(endpoint.server.requests()).isEmpty();
      endpoint.assertHungUp();
    }
  }
}
