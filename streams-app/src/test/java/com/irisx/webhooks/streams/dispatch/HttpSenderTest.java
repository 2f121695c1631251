package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that misbehave, on real sockets. */
class HttpSenderTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final SenderHarness sender = new SenderHarness();

  @AfterEach
  void close() {
    sender.close();
  }

  @Test
  void sendsTheBodyAndNoHeaderOfItsOwnAccordButTheLength() {
    try (RawServer server = answering(OK)) {
      Answer answer = post(server, TIMEOUT);

      assertComplete(answer, 200, "ok");
      assertThat(server.requests())
          .containsExactly(
              "POST /hook?x=1 HTTP/1.1\r\nHost: receiver.example:%d\r\ncontent-length: 11\r\n\r\n"
                      .formatted(server.port())
                  + SenderHarness.BODY);
    }
  }

  @Test
  void aServerThatNeverAnswersTimesOutAndIsHungUpOn() {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.readRequest();
              connection.awaitClientClose();
            })) {
      long start = System.nanoTime();
      assertFailure(post(server, SHORT), AttemptError.TIMEOUT, "before an answer began");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(SHORT, SHORT.plusMillis(1500));
      await().until(() -> server.open() == 0);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "})
  void aServerThatDripsTimesOutAndIsHungUpOn(String start) {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.readRequest();
              connection.write(start);
              connection.socket().setSoTimeout(20);
              while (true) {
                connection.write("x");
                try {
                  if (connection.socket().getInputStream().read() < 0) {
                    return;
                  }
                } catch (java.net.SocketTimeoutException e) {
                  // the pace of the drip
                }
              }
            })) {
      assertFailure(post(server, SHORT), AttemptError.TIMEOUT, "the timeout of 300 ms passed");
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void aConnectionClosedWithoutAnAnswerIsAFailureAndNoReasonToSendAgain() {
    try (RawServer server = RawServer.start(RawServer.Connection::readRequest)) {
      assertFailure(post(server, TIMEOUT), AttemptError.CONNECTION_FAILED, "closed");
      assertFailure(post(server, TIMEOUT), AttemptError.CONNECTION_FAILED, "closed");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void anIdleConnectionThatIsClosedAtTheRequestIsNoReasonToSendAgain() {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.readRequest();
              connection.write(OK);
              connection.readRequest();
            })) {
      assertComplete(post(server, TIMEOUT), 200, "ok");
      assertFailure(post(server, TIMEOUT), AttemptError.CONNECTION_FAILED, "closed");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 100 Continue\r\n\r\n"
      })
  void aConnectionClosedInTheMiddleIsAFailure(String half) {
    try (RawServer server = answeringOnce(half)) {
      assertFailure(post(server, TIMEOUT), AttemptError.CONNECTION_FAILED, "closed");
    }
  }

  @Test
  void ofAHugeBodyOnlyTheFirst16KiBAreRead() {
    AtomicLong written = new AtomicLong();
    try (RawServer server = RawServer.start(connection -> writeHuge(connection, 200, written))) {
      Answer.Complete answer = (Answer.Complete) post(server, TIMEOUT);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).hasSize(16 * 1024).containsOnly('x');
      await().until(() -> server.open() == 0);
      assertThat(written.get()).isLessThan(20L * 1024 * 1024);
    }
  }

  @Test
  void aHugeBodyDoesNotHideAFailure() {
    try (RawServer server =
        RawServer.start(connection -> writeHuge(connection, 500, new AtomicLong()))) {
      assertThat(((Answer.Complete) post(server, TIMEOUT)).status()).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\0\1\2\3\r\n\r\n",
        "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
      })
  void whatIsNoHttpAnswerIsAProtocolError(String garbage) {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.readRequest();
              connection.write(garbage);
              connection.awaitClientClose();
            })) {
      assertThat(((Answer.Failure) post(server, TIMEOUT)).error())
          .isEqualTo(AttemptError.PROTOCOL_ERROR);
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void aHeaderSectionWithoutEndIsAProtocolError() {
    try (RawServer server =
        answering(
            "HTTP/1.1 200 OK\r\n" + "X-Long: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n".repeat(1000))) {
      assertThat(((Answer.Failure) post(server, TIMEOUT)).error())
          .isEqualTo(AttemptError.PROTOCOL_ERROR);
    }
  }

  @Test
  void interimAnswersAreNotTheAnswer() {
    try (RawServer server =
        answering(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK)) {
      assertComplete(post(server, TIMEOUT), 200, "ok");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreAnswersAndNotFollowed(int status) {
    try (RawServer elsewhere = answering(OK);
        RawServer server =
            answering(
                "HTTP/1.1 %d Moved\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
                    .formatted(status, elsewhere.port()))) {
      assertComplete(post(server, TIMEOUT), status, "");
      assertThat(elsewhere.accepted()).isZero();
    }
  }

  @Test
  void compressedBodiesStayCompressed() {
    String bomb = "\u001f\u008b\u0008\0\0\0\0\0\0\u0003not really a bomb";
    try (RawServer server =
        answering(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(bomb.length(), bomb))) {
      assertComplete(post(server, TIMEOUT), 200, bomb);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 304})
  void answersWithoutBodyAreComplete(int status) {
    try (RawServer server =
        answering("HTTP/1.1 %d Nothing\r\nContent-Length: 0\r\n\r\n".formatted(status))) {
      assertComplete(post(server, TIMEOUT), status, "");
    }
  }

  @Test
  void retryAfterComesAlongAsItIs() {
    try (RawServer server =
        answering("HTTP/1.1 503 Later\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(((Answer.Complete) post(server, TIMEOUT)).retryAfter()).isEqualTo("7");
    }
  }

  @Test
  void aClosedPortIsAFailedConnection() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    assertFailure(
        sender.post("http://receiver.example:" + port, TIMEOUT),
        AttemptError.CONNECTION_FAILED,
        "refused");
  }

  private Answer post(RawServer server, Duration timeout) {
    return sender.post("http://receiver.example:" + server.port() + "/hook?x=1", timeout);
  }

  /** Answers every request on a connection with the same bytes. */
  private static RawServer answering(String answer) {
    return RawServer.start(
        connection -> {
          while (connection.readRequest()) {
            connection.write(answer);
          }
        });
  }

  /** Answers one request, then closes. */
  private static RawServer answeringOnce(String answer) {
    return RawServer.start(
        connection -> {
          connection.readRequest();
          connection.write(answer);
        });
  }

  private static void writeHuge(RawServer.Connection connection, int status, AtomicLong written)
      throws IOException {
    connection.readRequest();
    connection.write("HTTP/1.1 %d X\r\nContent-Length: 104857600\r\n\r\n".formatted(status));
    OutputStream out = connection.socket().getOutputStream();
    byte[] block = "x".repeat(64 * 1024).getBytes(ISO_8859_1);
    for (int i = 0; i < 1600; i++) {
      out.write(block);
      written.addAndGet(block.length);
    }
  }

  private static void assertComplete(Answer answer, int status, String body) {
    assertThat(answer).isInstanceOf(Answer.Complete.class);
    Answer.Complete complete = (Answer.Complete) answer;
    assertThat(complete.status()).isEqualTo(status);
    assertThat(new String(complete.body(), ISO_8859_1)).isEqualTo(body);
  }

  private static void assertFailure(Answer answer, AttemptError error, String detail) {
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    assertThat(((Answer.Failure) answer).error()).isEqualTo(error);
    assertThat(((Answer.Failure) answer).detail()).contains(detail);
  }
}
