package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.irisx.webhooks.schema.AttemptError;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every request by a tunnel, and every tunnel to a checked address. */
class EgressTunnelTest {

  private static final String NAME = "receiver.example";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final RawServer.Behaviour OK =
      connection -> {
        while (connection.readRequest()) {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
      };

  @TempDir private static Path directory = Path.of("");

  private static TestCertificate certificate = new TestCertificate(Path.of(""));

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.forName(NAME, directory);
  }

  @Test
  void http2GoesThroughATunnelToTheAddressAndTheNameStaysInside() {
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = sender(proxy.settings());
        Http2Server server = Http2Server.start(certificate, request -> request.response().end())) {
      assertComplete(sender.post(server.url(NAME), TIMEOUT));
      assertComplete(sender.post(server.url(NAME), TIMEOUT));

      assertThat(proxy.requests())
          .containsExactly(
              "CONNECT 127.0.0.1:%1$d HTTP/1.1\r\nHost: 127.0.0.1:%1$d\r\n\r\n"
                  .formatted(server.port()));
      assertThat(server.spokeOnly(HttpVersion.HTTP_2)).isTrue();
      assertThat(server.requests.get(0).connection().indicatedServerName()).isEqualTo(NAME);
      assertThat(server.requests.get(0).authority()).hasToString(NAME + ":" + server.port());
      assertThat(sender.connections()).isEqualTo(1);
    }
  }

  @Test
  void plainHttpGoesThroughATunnelAsWell() {
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = sender(proxy.settings());
        RawServer server = RawServer.start(OK)) {
      for (int i = 0; i < 3; i++) {
        assertComplete(sender.post(plain(server), TIMEOUT));
      }
      assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server.port());
      assertThat(server.requests())
          .hasSize(3)
          .allMatch(r -> r.startsWith("POST /hook HTTP/1.1\r\nHost: receiver.example:"));
    }
  }

  @Test
  void credentialsGoToTheProxyAndToNobodyElse() {
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = sender(proxy.settings("us%40er:pa%3Ass"));
        RawServer server = RawServer.start(OK)) {
      assertComplete(sender.post(plain(server), TIMEOUT));

      assertThat(proxy.requests().get(0))
          .contains("\r\nProxy-Authorization: Basic dXNAZXI6cGE6c3M=\r\n");
      assertThat(server.requests().get(0)).doesNotContainIgnoringCase("authorization");
    }
  }

  @Test
  void theCertificateInsideTheTunnelIsCheckedForTheName() {
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = sender(proxy.settings());
        Http2Server server = Http2Server.start(certificate, request -> request.response().end())) {
      assertFailure(
          sender.post(server.url("other.example"), TIMEOUT),
          AttemptError.TLS_FAILED,
          "not valid for the name");
      assertThat(server.requests).isEmpty();
      await().until(() -> proxy.open() == 0);
    }
  }

  @Test
  void aBlockedAddressIsNeverAskedForAndTheProxysOwnIsNotJudged() {
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = new SenderHarness(settings(proxy.settings()), "127.0.0.2/32");
        RawServer server = RawServer.start(OK)) {
      assertFailure(
          sender.post(plain(server), TIMEOUT), AttemptError.ADDRESS_BLOCKED, "may be called");
      assertThat(proxy.requests()).isEmpty();

      sender.names.answer("10.0.0.1", "127.0.0.2");
      sender.pass(HttpSettings.DEFAULT.addressesKept());
      assertComplete(sender.post(plain(server), TIMEOUT));
      assertThat(proxy.targets()).containsExactly("127.0.0.2:" + server.port());
    }
  }

  @Test
  void afterTheAddressMovesAnotherTunnelIsMade() {
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = sender(proxy.settings());
        Http2Server secure = Http2Server.start(certificate, request -> request.response().end());
        RawServer plain = RawServer.start(OK)) {
      for (String address : List.of("127.0.0.1", "127.0.0.2")) {
        sender.names.answer(address);
        sender.pass(HttpSettings.DEFAULT.addressesKept());
        assertComplete(sender.post(secure.url(NAME), TIMEOUT));
        assertComplete(sender.post(plain(plain), TIMEOUT));
      }
      assertThat(proxy.targets())
          .containsExactly(
              "127.0.0.1:" + secure.port(),
              "127.0.0.1:" + plain.port(),
              "127.0.0.2:" + secure.port(),
              "127.0.0.2:" + plain.port());
      assertThat(plain.dialled())
          .containsExactly(ScriptedNames.address("127.0.0.1"), ScriptedNames.address("127.0.0.2"));
    }
  }

  @Test
  void ipv6IsAskedForInBrackets() throws Exception {
    assumeTrue(ScriptedNames.address("::1").isReachable(1000), "this machine has no IPv6");
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = sender(proxy.settings());
        RawServer server = RawServer.start(OK)) {
      assertComplete(sender.post("http://[::1]:" + server.port(), TIMEOUT));

      assertThat(proxy.targets()).containsExactly("[0:0:0:0:0:0:0:1]:" + server.port());
    }
  }

  @Test
  void manyRequestsAtOnceThroughManyTunnels() {
    try (ConnectProxy proxy = ConnectProxy.tunnelling();
        SenderHarness sender = sender(proxy.settings());
        RawServer server = RawServer.start(OK)) {
      List<CompletableFuture<Answer>> all =
          IntStream.range(0, 50).mapToObj(i -> sender.start(plain(server), TIMEOUT)).toList();

      assertThat(all).allSatisfy(answer -> assertComplete(answer.join()));
      assertThat(server.requests()).hasSize(50);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 502 Bad Gateway, CONNECTION_FAILED, could not reach the endpoint (status 502)",
    "HTTP/1.1 503 No, CONNECTION_FAILED, could not reach the endpoint (status 503)",
    "HTTP/1.0 504 Gateway Timeout, CONNECTION_FAILED, could not reach the endpoint (status 504)",
    "HTTP/1.0 403 Forbidden, ADDRESS_BLOCKED, forbids the address (status 403)",
    "HTTP/1.1 407 Proxy Authentication, EGRESS_PROXY_FAILED, refused our credentials (status 407)",
    "HTTP/1.1 302 Found, EGRESS_PROXY_FAILED, refused the tunnel (status 302)",
    "HTTP/1.1 400 Bad Request, EGRESS_PROXY_FAILED, refused the tunnel (status 400)",
    "HTTP/1.1 429 Slowly, EGRESS_PROXY_FAILED, refused the tunnel (status 429)",
    "HTTP/1.1 500 Oh, EGRESS_PROXY_FAILED, refused the tunnel (status 500)",
    "HTTP/1.1 505 Version, EGRESS_PROXY_FAILED, refused the tunnel (status 505)",
    "SSH-2.0-OpenSSH_9.2, EGRESS_PROXY_FAILED, answer was not HTTP",
    "HTTP/1.1 2000, EGRESS_PROXY_FAILED, answer was not HTTP",
  })
  void aProxyThatRefusesSaysWhoseFaultItIs(String status, AttemptError error, String reason) {
    try (ConnectProxy proxy = ConnectProxy.answering(status + "\r\nContent-Length: 0\r\n\r\n");
        SenderHarness sender = sender(proxy.settings("user:secret"));
        RawServer server = RawServer.start(OK)) {
      for (String scheme : List.of("http", "https")) {
        Answer answer = sender.post(scheme + "://" + NAME + ":" + server.port(), SHORT);
        assertFailure(answer, error, "the egress proxy");
        assertFailure(answer, error, reason);
      }
      assertThat(server.accepted()).isZero();
      await().until(() -> proxy.open() == 0);
    }
  }

  @Test
  void aProxyWithoutEndOrThatHangsUpDoesNotWork() {
    try (ConnectProxy endless = ConnectProxy.answering("HTTP/1.1 " + "2".repeat(10_000));
        SenderHarness sender = sender(endless.settings())) {
      assertFailure(
          sender.post("http://" + NAME, SHORT), AttemptError.EGRESS_PROXY_FAILED, "was not HTTP");
    }
    try (ConnectProxy closing = ConnectProxy.answering("HTTP/1.1 2");
        SenderHarness sender = sender(closing.settings())) {
      assertFailure(
          sender.post("http://" + NAME, SHORT),
          AttemptError.EGRESS_PROXY_FAILED,
          "the egress proxy closed the connection");
    }
  }

  @Test
  void aProxyThatSaysNothingIsTheEndpointsFailureAndItsConnectionEnds() {
    try (RawServer silent = RawServer.start(RawServer.Connection::awaitClientClose);
        SenderHarness sender =
            new SenderHarness(
                settings(EgressProxy.parse("http://127.0.0.1:" + silent.port())).toBuilder()
                    .connectTimeout(Duration.ofSeconds(1))
                    .build())) {
      assertFailure(
          sender.post("http://" + NAME, SHORT),
          AttemptError.TIMEOUT,
          "before there was a connection");
      assertFailure(
          sender.post("https://" + NAME, TIMEOUT),
          AttemptError.CONNECTION_FAILED,
          "the egress proxy did not open a tunnel in time");
      await().atMost(Duration.ofSeconds(3)).until(() -> silent.open() == 0);
    }
  }

  @Test
  void aProxyThatIsNotThereIsNotTheEndpointsFailure() throws IOException {
    int port = freePort();
    for (String host : List.of("127.0.0.1", "no-such-proxy.invalid")) {
      try (SenderHarness sender = sender(EgressProxy.parse("http://" + host + ":" + port))) {
        assertFailure(
            sender.post("http://" + NAME, Duration.ofSeconds(2)),
            AttemptError.EGRESS_PROXY_FAILED,
            "the egress proxy could not be reached");
      }
    }
  }

  /** Its accept queue is full, so that a SYN is dropped, as by a host that is gone. */
  @Test
  void aProxyThatDropsPacketsIsGivenUpBeforeAShortDeadline() throws IOException {
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, ScriptedNames.address("127.0.0.1"));
        SenderHarness sender =
            sender(EgressProxy.parse("http://127.0.0.1:" + full.getLocalPort()))) {
      fill(full, queued);
      assertFailure(
          sender.post("http://" + NAME, Duration.ofSeconds(2)),
          AttemptError.EGRESS_PROXY_FAILED,
          "the egress proxy could not be reached");
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  /** Who waits behind others at one host, or not for as long as a dial takes. */
  @Test
  void whoHadNoTurnAtAProxyThatIsGoneIsNotToBlameEither() throws IOException {
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, ScriptedNames.address("127.0.0.1"))) {
      HttpSettings one =
          settings(EgressProxy.parse("http://127.0.0.1:" + full.getLocalPort())).toBuilder()
              .maxConnectionsPerHost(1)
              .build();
      try (SenderHarness sender = new SenderHarness(one)) {
        fill(full, queued);
        List<CompletableFuture<Answer>> answers =
            IntStream.range(0, 5)
                .mapToObj(i -> sender.start("http://" + NAME, Duration.ofSeconds(2)))
                .toList();
        for (CompletableFuture<Answer> answer : answers) {
          assertFailure(
              answer.join(),
              AttemptError.EGRESS_PROXY_FAILED,
              "the egress proxy could not be reached");
        }
        assertFailure(
            sender.post("http://other.example", SHORT),
            AttemptError.EGRESS_PROXY_FAILED,
            "the egress proxy could not be reached");
      }
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  @Test
  void aSlowNameIsNotTheProxys() throws Exception {
    try (SenderHarness sender = sender(EgressProxy.parse("http://127.0.0.1:" + freePort()))) {
      assertThat(((Answer.Failure) sender.post("http://" + NAME, SHORT)).error())
          .isEqualTo(AttemptError.EGRESS_PROXY_FAILED);
      sender.names.stayOpen();
      assertThat(((Answer.Failure) sender.post("http://other.example", SHORT)).error())
          .isEqualTo(AttemptError.TIMEOUT);
    }
  }

  @Test
  void aRequestWaitsForAProxyThatComesBackInTime() throws Exception {
    int port = freePort();
    try (SenderHarness sender = sender(EgressProxy.parse("http://127.0.0.1:" + port));
        RawServer server = RawServer.start(OK)) {
      CompletableFuture<Answer> answer = sender.start(plain(server), Duration.ofSeconds(15));
      await().until(() -> sender.failedConnects() > 0);
      try (ConnectProxy proxy = ConnectProxy.tunnelling(port)) {
        assertComplete(answer.get(20, TimeUnit.SECONDS));
        assertThat(proxy.requests()).hasSize(1);
      }
      assertThat(server.requests()).hasSize(1);
    }
  }

  private static void fill(ServerSocket full, List<Socket> queued) throws IOException {
    for (int i = 0; i < 16; i++) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), (int) SHORT.toMillis());
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new AssertionError("this machine's accept queue is never full");
  }

  private static int freePort() throws IOException {
    try (ServerSocket unused = new ServerSocket(0)) {
      return unused.getLocalPort();
    }
  }

  private static HttpSettings settings(EgressProxy proxy) {
    return HttpSettings.builder().egressProxy(proxy).caBundle(certificate.bundle()).build();
  }

  private static SenderHarness sender(EgressProxy proxy) {
    return new SenderHarness(settings(proxy));
  }

  private static String plain(RawServer server) {
    return "http://" + NAME + ":" + server.port() + "/hook";
  }

  private static void assertComplete(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Complete.class);
    assertThat(((Answer.Complete) answer).status()).isEqualTo(200);
  }

  private static void assertFailure(Answer answer, AttemptError error, String detail) {
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    assertThat((Answer.Failure) answer)
        .satisfies(
            failure -> assertThat(failure.error()).isEqualTo(error),
            failure -> assertThat(failure.detail()).contains(detail).doesNotContain("secret"));
  }
}
