package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 as endpoints speak it that behave, on real sockets. */
class Http2Test {

  private static final String NAME = "receiver.example";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final long CANCEL = 8;

  @TempDir private static Path directory = Path.of("");

  private static TestCertificate certificate = new TestCertificate(Path.of(""));

  private final HttpSettings settings =
      HttpSettings.builder()
          .caBundle(certificate.bundle())
          .idleTimeout(Duration.ofSeconds(1))
          .build();
  private final SenderHarness sender = new SenderHarness(settings);

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
  void manyRequestsShareOneConnection() {
    try (Http2Server server = Http2Server.start(certificate, Http2Test::ok)) {
      assertComplete(sender.post(server.url(NAME), TIMEOUT));
      List<CompletableFuture<Answer>> many =
          IntStream.range(0, 90).mapToObj(i -> sender.start(server.url(NAME), TIMEOUT)).toList();

      assertThat(many).allSatisfy(answer -> assertComplete(answer.join()));
      assertThat(server.spokeOnly(HttpVersion.HTTP_2)).isTrue();
      assertThat(server.requests).hasSize(91);
      assertThat(server.accepted).hasValue(1);
      assertThat(sender.connections()).isEqualTo(1);
    }
  }

  @Test
  void theNameIsTheAuthorityAndThereIsNoHost() {
    try (Http2Server server = Http2Server.start(certificate, Http2Test::ok)) {
      sender.post(server.url(NAME), TIMEOUT);

      HttpServerRequest request = server.requests.get(0);
      assertThat(request.authority()).hasToString(NAME + ":" + server.port());
      assertThat(request.connection().indicatedServerName()).isEqualTo(NAME);
      assertThat(request.path()).isEqualTo("/hook");
      assertThat(request.headers().names()).containsExactly("content-length");
    }
  }

  @Test
  void connectionsPerHostAndStreamsPerConnectionAreBounded() {
    HttpSettings few =
        settings.toBuilder().maxHttp2ConnectionsPerHost(2).maxStreamsPerConnection(3).build();
    try (SenderHarness bounded = new SenderHarness(few);
        Http2Server server = Http2Server.start(certificate, request -> {})) {
      List<CompletableFuture<Answer>> all =
          IntStream.range(0, 20).mapToObj(i -> bounded.start(server.url(NAME), TIMEOUT)).toList();

      await().untilAsserted(() -> assertThat(server.requests).hasSize(6));
      await().during(SHORT).until(() -> server.requests.size() == 6 && server.open.get() == 2);
      assertThat(all).noneMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void streamsThatComeTooLateAreNotLost() {
    HttpSettings few =
        settings.toBuilder().maxHttp2ConnectionsPerHost(2).maxStreamsPerConnection(1).build();
    try (SenderHarness bounded = new SenderHarness(few);
        Http2Server server =
            Http2Server.start(certificate, request -> hold(request, SHORT.multipliedBy(2)))) {
      List<CompletableFuture<Answer>> served =
          List.of(
              bounded.start(server.url(NAME), TIMEOUT), bounded.start(server.url(NAME), TIMEOUT));
      await().until(() -> server.requests.size() == 2);
      List<CompletableFuture<Answer>> late =
          IntStream.range(0, 10).mapToObj(i -> bounded.start(server.url(NAME), SHORT)).toList();

      assertThat(late).allSatisfy(answer -> assertTimeout(answer.join(), "a connection"));
      assertThat(served).allSatisfy(answer -> assertComplete(answer.join()));
      assertComplete(bounded.post(server.url(NAME), TIMEOUT));
      assertThat(server.requests).hasSize(3);
      await().untilAsserted(() -> assertThat(bounded.openHttp2Connections()).isZero());
    }
  }

  @Test
  void aServerThatOnlySpeaksHttp11IsSpokenToInHttp11() {
    try (RawServer server =
        RawServer.start(
            certificate.sockets(),
            connection -> {
              while (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              }
            })) {
      String url = "https://" + NAME + ":" + server.port() + "/hook";
      List<CompletableFuture<Answer>> many =
          IntStream.range(0, 40).mapToObj(i -> sender.start(url, TIMEOUT)).toList();

      assertThat(many).allSatisfy(answer -> assertComplete(answer.join()));
      assertThat(server.requests()).hasSize(40).allMatch(r -> r.startsWith("POST /hook HTTP/1.1"));
    }
  }

  @Test
  void plainHttpIsHttp11AndAsksForNothingElse() {
    try (RawServer server =
        RawServer.start(
            connection -> {
              connection.readRequest();
              connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            })) {
      assertComplete(sender.post("http://" + NAME + ":" + server.port(), TIMEOUT));
      assertThat(server.requests().get(0)).doesNotContainIgnoringCase("upgrade");
    }
  }

  @Test
  void theDeadlineEndsOneStreamAndTheOthersGoOn() {
    AtomicLong number = new AtomicLong();
    CompletableFuture<Throwable> reset = new CompletableFuture<>();
    try (Http2Server server =
        Http2Server.start(
            certificate,
            request -> {
              if (number.incrementAndGet() == 2) {
                request.response().exceptionHandler(reset::complete);
              } else {
                hold(request, SHORT.multipliedBy(2));
              }
            })) {
      assertComplete(sender.post(server.url(NAME), TIMEOUT));
      CompletableFuture<Answer> stuck = sender.start(server.url(NAME), SHORT);
      await().until(() -> server.requests.size() == 2);
      CompletableFuture<Answer> other = sender.start(server.url(NAME), TIMEOUT);

      assertTimeout(stuck.join(), "before an answer began");
      assertComplete(other.join());
      assertThat(reset.orTimeout(5, TimeUnit.SECONDS).join())
          .isInstanceOfSatisfying(
              StreamResetException.class, r -> assertThat(r.getCode()).isEqualTo(CANCEL));
      assertThat(server.accepted).hasValue(1);
    }
  }

  @Test
  void ofAHugeBodyOnlyTheFirst16KiBAreReadAndTheConnectionGoesOn() {
    AtomicLong written = new AtomicLong();
    Set<HttpServerRequest> cut = ConcurrentHashMap.newKeySet();
    try (Http2Server server =
        Http2Server.start(
            certificate,
            request -> {
              request.response().exceptionHandler(reset -> cut.add(request));
              writeHuge(request.response(), Buffer.buffer(new byte[65536]), written);
            })) {
      for (int i = 0; i < 10; i++) {
        Answer.Complete answer = (Answer.Complete) sender.post(server.url(NAME), TIMEOUT);
        assertThat(answer.body()).hasSize(16 * 1024);
      }
      await().untilAsserted(() -> assertThat(cut).hasSize(10));
      assertThat(server.accepted).hasValue(1);
      assertThat(written.get()).isLessThan(20L * 1024 * 1024);
    }
  }

  @Test
  void afterTheAddressMovesTheOldConnectionIsNotUsed() {
    try (Http2Server server = Http2Server.start(certificate, Http2Test::ok)) {
      sender.post(server.url(NAME), TIMEOUT);
      sender.names.answer("127.0.0.2");
      sender.pass(HttpSettings.DEFAULT.addressesKept());
      sender.post(server.url(NAME), TIMEOUT);
      sender.names.answer("10.0.0.1");
      sender.pass(HttpSettings.DEFAULT.addressesKept());
      Answer blocked = sender.post(server.url(NAME), TIMEOUT);

      assertThat(server.dialled)
          .extracting(SocketAddress::hostAddress)
          .containsExactly("127.0.0.1", "127.0.0.2");
      assertThat(((Answer.Failure) blocked).error()).isEqualTo(AttemptError.ADDRESS_BLOCKED);
      assertThat(server.spokeOnly(HttpVersion.HTTP_2)).isTrue();
      assertThat(server.requests).hasSize(2);
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefusedThoughAConnectionToTheAddressIsOpen() {
    try (Http2Server server = Http2Server.start(certificate, Http2Test::ok)) {
      sender.post(server.url(NAME), TIMEOUT);
      Answer.Failure failure = (Answer.Failure) sender.post(server.url("other.example"), TIMEOUT);

      assertThat(failure.error()).isEqualTo(AttemptError.TLS_FAILED);
      assertThat(failure.detail()).contains("not valid for the name");
      assertThat(server.requests).hasSize(1);
    }
  }

  private static void ok(HttpServerRequest request) {
    request.response().end();
  }

  /** Answers after a while. */
  private static void hold(HttpServerRequest request, Duration time) {
    var unused =
        CompletableFuture.runAsync(
            () -> request.response().end(),
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static void writeHuge(HttpServerResponse response, Buffer block, AtomicLong written) {
    if (!response.headWritten()) {
      response.putHeader("Content-Length", "104857600");
    }
    response
        .write(block)
        .onSuccess(
            done -> {
              if (written.addAndGet(block.length()) < 1600L * block.length()) {
                writeHuge(response, block, written);
              }
            });
  }

  private static void assertComplete(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Complete.class);
    assertThat(((Answer.Complete) answer).status()).isEqualTo(200);
  }

  private static void assertTimeout(Answer answer, String detail) {
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    assertThat(((Answer.Failure) answer).error()).isEqualTo(AttemptError.TIMEOUT);
    assertThat(((Answer.Failure) answer).detail()).contains(detail);
  }
}
