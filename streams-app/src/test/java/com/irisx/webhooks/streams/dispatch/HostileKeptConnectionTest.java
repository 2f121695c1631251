package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.TIMEOUT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertComplete;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.AttemptError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an endpoint says without being asked is never taken for the answer to the next request on
 * the connection, which may be another tenant's.
 */
class HostileKeptConnectionTest {

  private static final String EVIL = ok("evil");

  static Stream<String> answersWithMoreBehindThem() {
    return Stream.of(
        ok("first") + EVIL,
        ok("first") + EVIL.repeat(10),
        ok("first") + "garbage\r\n\r\n",
        ok("first") + "HTTP/1.1 200 OK\r\nX-Hidden: ",
        ok("first") + "HTTP/1.1 20",
        ok("first") + "\r\nH",
        ok("first") + "HTTP/1.1 100 Continue\r\n\r\n" + EVIL,
        "HTTP/1.1 100 Continue\r\n\r\n" + ok("first") + EVIL,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n" + EVIL,
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst, longer than it says\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: %d\r\n\r\n%s".formatted(EVIL.length(), EVIL),
        "HTTP/1.1 304 Not Modified\r\nContent-Length: %d\r\n\r\n%s".formatted(EVIL.length(), EVIL),
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n" + EVIL);
  }

  @ParameterizedTest
  @MethodSource("answersWithMoreBehindThem")
  void whatComesBehindAnAnswerIsDroppedWithTheConnection(String answer) {
    try (HostileEndpoint endpoint = HostileEndpoint.answering(answer)) {
      assertThat(endpoint.post(TIMEOUT)).isInstanceOf(Answer.Complete.class);
      endpoint.assertHungUp();
    }
  }

  @ParameterizedTest
  @MethodSource("answersWithMoreBehindThem")
  void itIsNotTheAnswerToARequestThatWaitedForTheConnection(String answer) {
    try (SenderHarness sender = oneConnection();
        RawServer server =
            RawServer.start(
                connection -> {
                  String target = connection.readTarget();
                  while (!target.isEmpty()) {
                    connection.write(target.equals("/attack") ? answer : ok(target));
                    target = connection.readTarget();
                  }
                })) {
      String url = "http://receiver.example:" + server.port();
      List<CompletableFuture<Answer>> answers =
          Stream.of("/attack", "/1", "/2", "/3")
              .map(target -> sender.start(url + target, TIMEOUT))
              .toList();

      assertThat(answers.get(0).join()).isInstanceOf(Answer.Complete.class);
      for (int i = 1; i <= 3; i++) {
        assertComplete(answers.get(i).join(), 200, "/" + i);
      }
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void whatComesOnAnIdleConnectionEndsIt() {
    CountDownLatch idle = new CountDownLatch(1);
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(
            connection -> {
              connection.write(ok("first"));
              idle.await();
              connection.write(EVIL);
            })) {
      assertComplete(endpoint.post(TIMEOUT), 200, "first");
      idle.countDown();
      endpoint.assertHungUp();
    }
  }

  @Test
  void theBeginningOfAnAnswerOnAnIdleConnectionEndsIt() {
    CountDownLatch idle = new CountDownLatch(1);
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(
            connection -> {
              connection.write(ok("first"));
              idle.await();
              connection.write("HTTP/1.1 200 OK\r\nX-Hidden: ");
            })) {
      assertComplete(endpoint.post(TIMEOUT), 200, "first");
      idle.countDown();
      endpoint.assertHungUp();
    }
  }

  @Test
  void interimAnswersOnAnIdleConnectionEndIt() {
    CountDownLatch idle = new CountDownLatch(1);
    try (HostileEndpoint endpoint =
        HostileEndpoint.attackingAfterRequest(
            connection -> {
              connection.write(ok("first"));
              idle.await();
              connection.write("HTTP/1.1 100 Continue\r\n\r\n");
            })) {
      assertComplete(endpoint.post(TIMEOUT), 200, "first");
      idle.countDown();
      endpoint.assertHungUp();
    }
  }

  @Test
  void anAnswerBeforeTheRequestIsReadCountsAndEndsTheConnection() {
    byte[] body = new byte[32 * 1024 * 1024]; // more than socket buffers hold
    try (SenderHarness sender = oneConnection();
        RawServer server =
            RawServer.start(
                connection -> {
                  if (connection.readHead().contains("/attack")) {
                    connection.write(ok("early"));
                    connection.stayOpen();
                  }
                  connection.write(ok("good"));
                })) {
      TargetUrl url = TargetUrl.parse("http://receiver.example:" + server.port() + "/attack");
      Call call = new Call(url, headers -> {}, body, TIMEOUT, 1);
      assertComplete(sender.start(call).join(), 200, "early");

      assertComplete(
          sender.post("http://receiver.example:" + server.port() + "/", TIMEOUT), 200, "good");
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void anIdleConnectionThatIsClosedAtTheRequestIsNoReasonToSendAgain() {
    try (SenderHarness sender = oneConnection();
        RawServer server =
            RawServer.start(
                connection -> {
                  connection.readRequest();
                  connection.write(ok("first"));
                  connection.readRequest();
                })) {
      String url = "http://receiver.example:" + server.port();
      assertComplete(sender.post(url, TIMEOUT), 200, "first");
      HostileEndpoint.assertFailure(
          sender.post(url, TIMEOUT),
          AttemptError.CONNECTION_FAILED,
          "the connection was closed before a complete answer");
      assertThat(server.requests()).hasSize(2);
      await().until(() -> server.open() == 0);
    }
  }

  private static SenderHarness oneConnection() {
    return new SenderHarness(SenderHarness.limits(1, TIMEOUT, Duration.ofSeconds(10)));
  }
}
