package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.schema.AttemptError.CONNECTION_FAILED;
import static com.irisx.webhooks.schema.AttemptError.PROTOCOL_ERROR;
import static com.irisx.webhooks.schema.AttemptError.TIMEOUT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.SHORT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertComplete;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertFailure;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Endpoints that do not answer as they should, on real sockets. Each has an outcome of its own, and
 * none costs a connection, a place among those to its host, or a second request.
 */
class HostileEndpointTest {

  private static final String CLOSED = "the connection was closed before a complete answer";
  private static final String INVALID = "the answer was not valid HTTP";
  private static final String KIB = "x".repeat(1024);
  private static final int MIB_100 = 100 * 1024;

  @Test
  void oneThatNeverAnswersTimesOut() {
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(RawServer.Connection::awaitClientClose)) {
      long start = System.nanoTime();
      assertTimeout(endpoint, "before an answer began");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
      endpoint.assertHungUp();
    }
  }

  @Test
  void oneThatNeverReadsTheRequestTimesOut() {
    CountDownLatch timedOut = new CountDownLatch(1);
    try (HostileEndpoint endpoint =
        HostileEndpoint.attacking(
            connection -> {
              timedOut.await();
              connection.awaitClientClose();
            })) {
      assertTimeout(endpoint, "before an answer began");
      timedOut.countDown();
      endpoint.assertHungUp();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\nX: ",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: "
      })
  void aHeadThatDripsTimesOut(String start) {
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(
            connection -> connection.write(start).drip(start.isEmpty() ? "\n" : "x"))) {
      assertTimeout(endpoint, "before an answer began");
      endpoint.assertHungUp();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Length: 1000000 | x",
        "Content-Length: 1000000 | ''",
        "Transfer-Encoding: chunked | '1\r\nx\r\n'",
        "Transfer-Encoding: chunked | '000'",
        "Connection: close | x"
      })
  void aBodyThatDripsTimesOut(String framing, String drop) {
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(
            connection -> connection.write(head(200, framing)).drip(drop))) {
      assertTimeout(endpoint, "before the answer's body ended");
      endpoint.assertHungUp();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
      })
  void oneThatClosesOrResetsInTheMiddleIsAFailedConnection(String half) {
    for (RawServer.Behaviour end :
        new RawServer.Behaviour[] {
          connection -> connection.socket().close(),
          connection -> connection.socket().shutdownOutput(),
          RawServer.Connection::abort
        }) {
      try (HostileEndpoint endpoint =
          HostileEndpoint.attackingAfterRequest(
              connection -> {
                connection.write(half);
                end.serve(connection);
              })) {
        assertFailure(endpoint.post(HostileEndpoint.TIMEOUT), CONNECTION_FAILED, CLOSED);
        endpoint.assertHungUp();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | Content-Length: 104857600 | ''",
        "500 | Content-Length: 104857600 | ''",
        "200 | Content-Length: 9223372036854775807 | ''",
        "200 | Transfer-Encoding: chunked | '400\r\n'",
        "200 | Connection: close | ''"
      })
  void ofAHugeBodyOnlyTheFirst16KibAreRead(int status, String framing, String chunkSize) {
    AtomicInteger written = new AtomicInteger();
    String block = chunkSize.isEmpty() ? KIB : chunkSize + KIB + "\r\n";
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(
            connection ->
                written.set(
                    connection.write(head(status, framing)).writeRepeatedly(block, MIB_100)))) {
      assertComplete(endpoint.post(HostileEndpoint.TIMEOUT), status, "x".repeat(16 * 1024));
      endpoint.assertHungUp();
      assertThat(written).as("KiB, socket buffers and all").hasValueLessThan(MIB_100 / 5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'HTTP/1.1 200 ' | OK",
        "'HTTP/1.1 200 OK\r\nX: ' | yyyyyyyyyyyyyyyyyyyyyyyy",
        "'HTTP/1.1 200 OK\r\n' | 'X-Long: yyyyyyyyyyyyyyy\r\n'",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;' | extension",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n' | 'X-Trailer: yyyyyyyyy\r\n'",
        "'' | 'HTTP/1.1 100 Continue\r\n\r\n'",
        "'' | 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'",
        "'' | 'HTTP/1.1 199 Whatever\r\n\r\n'"
      })
  void whatHasNoEndIsCutOffBeforeTheTimeout(String start, String endless) {
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(
            connection -> connection.write(start).writeRepeatedly(endless, Integer.MAX_VALUE))) {
      assertFailure(endpoint.post(Duration.ofMinutes(1)), PROTOCOL_ERROR, INVALID);
      endpoint.assertHungUp();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "<html>HTTP/0.9 has no head</html>\r\n\r\n",
        "\0\1\2\3\r\n\r\n",
        "\u0016\u0003\u0003\u0000\u0002\u0002(\r\n\r\n",
        "\u00ff\u00fe\u00fd\u00fc\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2 200\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 -1 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 99 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 1000 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 4294967496 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0x10\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX\0Y: 1\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n"
      })
  void whatIsNoHttpAnswerIsAProtocolError(String garbage) {
    try (HostileEndpoint endpoint = HostileEndpoint.answering(garbage)) {
      assertFailure(endpoint.post(HostileEndpoint.TIMEOUT), PROTOCOL_ERROR, INVALID);
      endpoint.assertHungUp();
    }
  }

  private static void assertTimeout(HostileEndpoint endpoint, String phase) {
    assertFailure(endpoint.post(SHORT), TIMEOUT, "the timeout of 300 ms passed " + phase);
  }

  private static String head(int status, String framing) {
    return "HTTP/1.1 %d X\r\n%s\r\n\r\n".formatted(status, framing);
  }
}
