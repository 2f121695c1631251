package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name decides about trust, the checked address about where the bytes go. */
class TlsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  @TempDir private static Path directory = Path.of("");

  private static TestCertificate certificate = new TestCertificate(Path.of(""));

  private final HttpSettings trusting =
      HttpSettings.builder().caBundle(certificate.bundle()).build();
  private final List<SNIServerName> serverNames = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.forName("receiver.example", directory);
  }

  @Test
  void aTrustedCertificateForTheNameIsAccepted() {
    try (SenderHarness sender = new SenderHarness(trusting);
        RawServer server = tlsServer()) {
      assertThat(post(sender, server, "receiver.example")).isInstanceOf(Answer.Complete.class);
      assertThat(post(sender, server, "receiver.example")).isInstanceOf(Answer.Complete.class);

      assertThat(serverNames).hasToString("[type=host_name (0), value=receiver.example]");
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(server.dialled()).containsExactly(ScriptedNames.address("127.0.0.1"));
    }
  }

  @Test
  void aTrustedCertificateForAnotherNameIsRefused() {
    try (SenderHarness sender = new SenderHarness(trusting);
        RawServer server = tlsServer()) {
      assertTlsFailure(post(sender, server, "other.example"), "not valid for the name");
      assertTlsFailure(sender.post("https://127.0.0.1:" + server.port(), TIMEOUT), "not valid");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aSelfSignedCertificateIsRefused() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = tlsServer()) {
      assertTlsFailure(post(sender, server, "receiver.example"), "not trusted");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsATlsFailure() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(connection -> connection.write(OK))) {
      assertThat(((Answer.Failure) post(sender, server, "receiver.example")).error())
          .isEqualTo(AttemptError.TLS_FAILED);
    }
  }

  @Test
  void aHandshakeThatHangsEndsByTheDeadlineAndItsConnectionByItsOwnLimit() {
    HttpSettings patient = handshakeLimit(Duration.ofSeconds(1));
    try (SenderHarness sender = new SenderHarness(patient);
        RawServer server = RawServer.start(RawServer.Connection::awaitClientClose)) {
      assertThat(sender.post("https://receiver.example:" + server.port(), SHORT))
          .isEqualTo(
              new Answer.Failure(
                  AttemptError.TIMEOUT,
                  "the timeout of 300 ms passed before there was a connection"));
      await().atMost(Duration.ofSeconds(3)).until(() -> server.open() == 0);
    }
  }

  @Test
  void aHandshakeBeyondItsLimitIsATlsFailure() {
    try (SenderHarness sender = new SenderHarness(handshakeLimit(SHORT));
        RawServer server = RawServer.start(RawServer.Connection::awaitClientClose)) {
      assertTlsFailure(post(sender, server, "receiver.example"), "took too long");
    }
  }

  private RawServer tlsServer() {
    return RawServer.start(
        certificate.sockets(),
        connection -> {
          while (connection.readRequest()) {
            if (serverNames.isEmpty()) {
              SSLSocket socket = (SSLSocket) connection.socket();
              serverNames.addAll(
                  ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
            }
            connection.write(OK);
          }
        });
  }

  private static HttpSettings handshakeLimit(Duration limit) {
    return HttpSettings.builder().tlsHandshakeTimeout(limit).build();
  }

  private static Answer post(SenderHarness sender, RawServer server, String name) {
    return sender.post("https://" + name + ":" + server.port() + "/hook", TIMEOUT);
  }

  private static void assertTlsFailure(Answer answer, String detail) {
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    assertThat(((Answer.Failure) answer).error()).isEqualTo(AttemptError.TLS_FAILED);
    assertThat(((Answer.Failure) answer).detail()).contains(detail);
  }
}
