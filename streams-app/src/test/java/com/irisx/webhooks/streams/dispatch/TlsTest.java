package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * The name decides about trust, the checked address about where the bytes go. What is refused is in
 * {@link HostileTlsTest}.
 */
class TlsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
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
  void anAddressIsNoNameOnTheCertificate() {
    try (SenderHarness sender = new SenderHarness(trusting);
        RawServer server = tlsServer()) {
      HostileEndpoint.assertFailure(
          sender.post("https://127.0.0.1:" + server.port(), TIMEOUT),
          AttemptError.TLS_FAILED,
          "the certificate is not trusted, or not valid for the name");
      assertThat(server.requests()).isEmpty();
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

  private static Answer post(SenderHarness sender, RawServer server, String name) {
    return sender.post("https://" + name + ":" + server.port() + "/hook", TIMEOUT);
  }
}
