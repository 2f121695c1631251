package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 as endpoints speak it that misbehave, frame by frame. */
class Http2FailuresTest {

  private static final String NAME = "receiver.example";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final byte[] STATUS_103 = "\b\003103".getBytes(ISO_8859_1);
  private static final byte[] STATUS_102 = "\b\003102".getBytes(ISO_8859_1);

  @TempDir private static Path directory = Path.of("");

  private static TestCertificate certificate = new TestCertificate(Path.of(""));

  private final SenderHarness sender =
      new SenderHarness(
          HttpSettings.builder()
              .caBundle(certificate.bundle())
              .maxHttp2ConnectionsPerHost(2)
              .tlsHandshakeTimeout(Duration.ofMillis(500))
              .idleTimeout(Duration.ofSeconds(1))
              .build());
  private final AtomicInteger requests = new AtomicInteger();

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.forName(NAME, directory);
  }

  @AfterEach
  void noConnectionIsKept() {
    try (sender) {
      await()
          .atMost(Duration.ofSeconds(6))
          .untilAsserted(() -> assertThat(sender.openHttp2Connections()).isZero());
    }
  }

  @Test
  void aRequestThatIsDisownedByGoAwayIsNotSentAgain() {
    try (RawServer server =
        serving(
            http2 -> {
              http2.readRequest();
              requests.incrementAndGet();
              http2.write(RawHttp2.GOAWAY, 0, 0, RawHttp2.number(0, 0));
              http2.readToEnd();
            })) {
      assertFailure(post(server), AttemptError.CONNECTION_FAILED, "closed before a complete");
      assertFailure(post(server), AttemptError.CONNECTION_FAILED, "closed before a complete");
      assertThat(requests).hasValue(2);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void afterGoAwayARequestUnderWayIsAnsweredAndTheNextGoesElsewhere() {
    try (RawServer server =
        serving(
            http2 -> {
              int stream = http2.readRequest();
              requests.incrementAndGet();
              http2.write(RawHttp2.GOAWAY, 0, 0, RawHttp2.number(stream, 0));
              http2.answer(stream).readToEnd();
            })) {
      assertComplete(post(server));
      assertComplete(post(server));
      assertThat(requests).hasValue(2);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void aRefusedStreamIsAFailureAndTheConnectionGoesOn() {
    try (RawServer server =
        serving(
            http2 -> {
              int first = http2.readRequest();
              http2.write(RawHttp2.RST_STREAM, 0, first, RawHttp2.number(RawHttp2.REFUSED_STREAM));
              http2.answer(http2.readRequest()).readToEnd();
            })) {
      assertFailure(post(server), AttemptError.CONNECTION_FAILED, "refused the request");
      assertComplete(post(server));
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aResetInTheMiddleIsAFailure() {
    try (RawServer server =
        serving(
            http2 -> {
              int stream = http2.readRequest();
              http2.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.STATUS_200);
              http2.write(RawHttp2.RST_STREAM, 0, stream, RawHttp2.number(2)).readToEnd();
            })) {
      assertFailure(post(server), AttemptError.CONNECTION_FAILED, "reset the request's stream");
    }
  }

  @Test
  void aConnectionClosedInTheMiddleIsAFailureAndNoReasonToSendAgain() {
    try (RawServer server =
        serving(
            http2 -> {
              http2.readRequest();
              requests.incrementAndGet();
            })) {
      assertFailure(post(server), AttemptError.CONNECTION_FAILED, "closed");
      assertThat(requests).hasValue(1);
    }
  }

  @Test
  void aConnectionOnWhichNobodyIsAnsweredIsNotUsedAgain() {
    try (RawServer server = serving(http2 -> http2.answer(http2.readRequest()).readToEnd())) {
      assertComplete(post(server));
      assertFailure(post(server, SHORT), AttemptError.TIMEOUT, "before an answer began");
      assertComplete(post(server));
      assertThat(server.accepted()).isEqualTo(2);
      await().untilAsserted(() -> assertThat(server.open()).isEqualTo(1));
    }
  }

  @Test
  void aConnectionOnWhichOthersAreAnsweredIsKept() {
    try (RawServer server =
        serving(
            http2 -> {
              http2.readRequest();
              http2.answer(http2.readRequest());
              http2.answer(http2.readRequest()).readToEnd();
            })) {
      CompletableFuture<Answer> stuck = sender.start(url(server), Duration.ofSeconds(1));
      await().until(() -> sender.openHttp2Connections() == 1);
      assertComplete(post(server));
      assertFailure(stuck.join(), AttemptError.TIMEOUT, "before an answer began");
      assertComplete(post(server));
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatAgreesOnHttp2AndSaysNothingDoesNotHoldItsPlaceForEver() {
    AtomicInteger connections = new AtomicInteger();
    try (RawServer silent =
        RawServer.start(
            certificate.sockets(),
            connection -> {
              RawHttp2.agree(connection);
              connections.incrementAndGet();
              connection.awaitClientClose();
            })) {
      List<CompletableFuture<Answer>> both =
          List.of(sender.start(url(silent), SHORT), sender.start(url(silent), SHORT));
      assertThat(both)
          .allSatisfy(
              answer ->
                  assertFailure(answer.join(), AttemptError.TIMEOUT, "before there was a con"));
      await().atMost(Duration.ofSeconds(3)).until(() -> silent.open() == 0);
      assertThat(connections).hasValue(2);

      assertFailure(post(silent), AttemptError.CONNECTION_FAILED, "no connection could be made");
    }
  }

  @Test
  void aServerThatAllowsNoStreamsTimesOut() {
    try (RawServer server =
        serving(
            http2 -> {
              byte[] maxConcurrentStreams0 = {0, 3, 0, 0, 0, 0};
              http2.write(RawHttp2.SETTINGS, 0, 0, maxConcurrentStreams0).readToEnd();
            })) {
      for (int i = 0; i < 4; i++) {
        Answer.Failure failure = (Answer.Failure) post(server, SHORT);
        assertThat(failure.error()).isIn(AttemptError.TIMEOUT, AttemptError.CONNECTION_FAILED);
      }
    }
  }

  @Test
  void aHeaderSectionWithoutEndIsAProtocolError() {
    byte[] header = RawHttp2.header("x-long", "y".repeat(120));
    try (RawServer server =
        serving(
            http2 -> {
              int stream = http2.readRequest();
              http2.write(RawHttp2.HEADERS, 0, stream, RawHttp2.STATUS_200);
              byte[] many = new byte[header.length * 100];
              for (int i = 0; i < 100; i++) {
                System.arraycopy(header, 0, many, i * header.length, header.length);
              }
              for (int i = 0; i < 100; i++) {
                http2.write(RawHttp2.CONTINUATION, 0, stream, many);
              }
              http2.readToEnd();
            })) {
      assertFailure(post(server), AttemptError.PROTOCOL_ERROR, "not valid HTTP");
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void pushIsDeclinedAndAPromiseAProtocolError() {
    byte[] enablePush0 = {0, 2, 0, 0, 0, 0};
    CompletableFuture<String> settings = new CompletableFuture<>();
    try (RawServer server =
        serving(
            http2 -> {
              byte[] ours = http2.await(RawHttp2.SETTINGS).payload();
              settings.complete(HexFormat.of().formatHex(ours));
              int stream = http2.readRequest();
              byte[] promise = {0, 0, 0, 2, (byte) 0x82, (byte) 0x87, (byte) 0x84};
              http2.write(RawHttp2.PUSH_PROMISE, RawHttp2.END_HEADERS, stream, promise);
              http2.answer(stream).readToEnd();
            })) {
      assertFailure(post(server), AttemptError.PROTOCOL_ERROR, "not valid HTTP");
      assertThat(settings.join()).contains(HexFormat.of().formatHex(enablePush0));
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void interimAnswersAreNotTheAnswer() {
    try (RawServer server =
        serving(
            http2 -> {
              int stream = http2.readRequest();
              http2.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, STATUS_103);
              http2.answer(stream);
              stream = http2.readRequest();
              http2.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, STATUS_102);
              http2.readToEnd();
            })) {
      assertComplete(post(server));
      assertFailure(post(server), AttemptError.PROTOCOL_ERROR, "interim");
    }
  }

  @Test
  void aServerThatDripsTimesOutAndItsStreamIsReset() {
    CompletableFuture<Integer> reset = new CompletableFuture<>();
    try (RawServer server =
        serving(
            http2 -> {
              int stream = http2.readRequest();
              http2.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.STATUS_200);
              CompletableFuture<Void> reading =
                  CompletableFuture.runAsync(
                      () ->
                          http2.readToEnd().stream()
                              .filter(frame -> frame.is(RawHttp2.RST_STREAM))
                              .forEach(frame -> reset.complete(frame.stream())),
                      task -> new Thread(task).start());
              while (!endsWithin(20, reading)) {
                http2.write(RawHttp2.DATA, 0, stream, (byte) 'x');
              }
            })) {
      assertFailure(post(server, SHORT), AttemptError.TIMEOUT, "before the answer's body ended");
      await().until(reset::isDone);
    }
  }

  @Test
  void whatIsNoFrameIsAFailure() {
    try (RawServer server =
        RawServer.start(
            certificate.sockets(),
            connection -> {
              RawHttp2.agree(connection);
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              connection.awaitClientClose();
            })) {
      assertThat(((Answer.Failure) post(server)).error())
          .isIn(AttemptError.PROTOCOL_ERROR, AttemptError.CONNECTION_FAILED);
      await().until(() -> server.open() == 0);
    }
  }

  private static boolean endsWithin(long millis, CompletableFuture<?> what)
      throws InterruptedException {
    try {
      what.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static RawServer serving(RawHttp2.Behaviour behaviour) {
    return RawHttp2.start(certificate.sockets(), behaviour);
  }

  private static String url(RawServer server) {
    return "https://" + NAME + ":" + server.port() + "/hook";
  }

  private Answer post(RawServer server) {
    return post(server, TIMEOUT);
  }

  private Answer post(RawServer server, Duration timeout) {
    return sender.post(url(server), timeout);
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
            failure -> assertThat(failure.detail()).contains(detail));
  }
}
