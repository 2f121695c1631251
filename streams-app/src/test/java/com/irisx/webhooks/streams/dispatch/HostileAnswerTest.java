package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.SHARE;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.TIMEOUT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertComplete;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are complete and yet want to lead the sender astray. */
class HostileAnswerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 102 Processing\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n",
        "HTTP/1.1 199 Whatever\r\nContent-Length: 5\r\n\r\n"
      })
  void interimAnswersAreNotTheAnswer(String interim) {
    try (HostileEndpoint endpoint = HostileEndpoint.answering(interim.repeat(3) + ok("last"))) {
      assertComplete(endpoint.post(TIMEOUT), 200, "last");
      endpoint.assertKept();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 205, 304, 599, 600, 999})
  void anyOtherStatusIsAnAnswer(int status) {
    try (HostileEndpoint endpoint =
        HostileEndpoint.answering("HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status))) {
      assertComplete(endpoint.post(TIMEOUT), status, "");
      endpoint.assertKept();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308, 201, 305})
  void aRedirectToAPrivateAddressIsAnAnswerAndNotFollowed(int status) {
    RawServer.Behaviour ok = connection -> connection.write(ok("inside"));
    try (RawServer inside = RawServer.start(ScriptedNames.address("127.0.0.9"), ok);
        SenderHarness sender = outside();
        RawServer server =
            RawServer.answering(
                """
                HTTP/1.1 %1$d Moved\r
                Location: http://127.0.0.9:%2$d/\r
                Refresh: 0;url=http://127.0.0.9:%2$d/\r
                Alt-Svc: http/1.1="127.0.0.9:%2$d", h2="127.0.0.9:%2$d"\r
                Content-Location: http://127.0.0.9:%2$d/\r
                Content-Length: 0\r
                \r
                """
                    .formatted(status, inside.port()))) {
      for (int i = 0; i < 3; i++) {
        assertComplete(
            sender.post("http://receiver.example:" + server.port() + "/", TIMEOUT), status, "");
      }
      assertThat(server.requests()).hasSize(3);
      assertThat(inside.accepted()).isZero();
    }
  }

  @Test
  void aRedirectLoopIsOneAnswer() {
    try (HostileEndpoint endpoint =
        HostileEndpoint.answering(
            "HTTP/1.1 307 Again\r\nLocation: /hook\r\nContent-Length: 0\r\n\r\n")) {
      assertComplete(endpoint.post(TIMEOUT), 307, "");
      endpoint.assertKept();
      assertThat(endpoint.server.requests()).hasSize(1 + SHARE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "gzip, gzip"})
  void aCompressedBombStaysCompressed(String encoding) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 10_000; i++) {
        gzip.write(new byte[1024]);
      }
    }
    String bytes = bomb.toString(StandardCharsets.ISO_8859_1);
    assertThat(bytes.length()).isBetween(4_000, CappedBody.MAX_BYTES);
    try (HostileEndpoint endpoint =
        HostileEndpoint.answering(
            "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(encoding, bytes.length(), bytes))) {
      assertComplete(endpoint.post(TIMEOUT), 200, bytes);
      endpoint.assertKept();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "7 | PT7S",
        "999999999999999999999999999999 | P365D",
        "-5 | ",
        "7; drop table | ",
        "1e9 | ",
        "0x7 | ",
        "%0d%0aX-Evil: 1 | ",
        "Thu, 99 Foo 2026 99:99:99 GMT | "
      })
  void retryAfterComesAlongAsItIsAndOnlyATimeIsBelieved(String value, String believed) {
    try (HostileEndpoint endpoint =
        HostileEndpoint.answering(
            "HTTP/1.1 503 X\r\nRetry-After: " + value + "\r\nContent-Length: 0\r\n\r\n")) {
      Answer.Complete answer = (Answer.Complete) endpoint.post(TIMEOUT);

      assertThat(answer.retryAfter()).isEqualTo(value);
      assertThat(RetryAfter.parse(value, Instant.EPOCH))
          .isEqualTo(
              Optional.ofNullable(believed)
                  .map(text -> text.equals("P365D") ? RetryAfter.LONGEST : Duration.parse(text)));
      endpoint.assertKept();
    }
  }

  @Test
  void aRetryAfterFoldedOverLinesStaysOneHeader() {
    try (HostileEndpoint endpoint =
        HostileEndpoint.answering(
            "HTTP/1.1 503 X\r\nRetry-After: 7\r\n Content-Length: 9\r\nContent-Length: 0\r\n\r\n")) {
      Answer.Complete answer = (Answer.Complete) endpoint.post(TIMEOUT);

      assertThat(answer.retryAfter()).doesNotContain("\r", "\n");
      endpoint.assertKept();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"timeout=0", "timeout=99999999", "timeout=4294967296", "Timeout=0, max=1"})
  void anEndpointCannotHaveItsConnectionKeptLongerThanWeDo(String wish) {
    Duration second = Duration.ofSeconds(1);
    try (SenderHarness sender = new SenderHarness(SenderHarness.limits(1, TIMEOUT, second));
        RawServer server =
            RawServer.answering(
                "HTTP/1.1 200 OK\r\nKeep-Alive: %s\r\nContent-Length: 0\r\n\r\n".formatted(wish))) {
      assertComplete(
          sender.post("http://receiver.example:" + server.port() + "/", TIMEOUT), 200, "");
      await().until(() -> server.open() == 0);
    }
  }

  private static SenderHarness outside() {
    return new SenderHarness(HttpSettings.DEFAULT, "127.0.0.1");
  }
}
