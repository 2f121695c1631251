package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.AttemptError;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Connections are used again, but only to the address that was checked for this request. */
class PinnedConnectionsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONGER = Duration.ofSeconds(2);
  private static final RawServer.Behaviour OK =
      connection -> {
        while (connection.readRequest()) {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
      };

  @Test
  void connectionsAreUsedAgain() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(OK)) {
      for (int i = 0; i < 5; i++) {
        assertThat(post(sender, server)).isInstanceOf(Answer.Complete.class);
      }
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(sender.connections()).isEqualTo(1);
    }
  }

  @Test
  void anotherNameAtTheSameAddressGetsItsOwnConnection() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(OK)) {
      sender.post("http://one.example:" + server.port(), TIMEOUT);
      sender.post("http://two.example:" + server.port(), TIMEOUT);

      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void afterTheAddressMovesTheOldConnectionIsNotUsed() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(OK)) {
      post(sender, server);
      sender.names.answer("127.0.0.2");
      sender.pass(HttpSettings.DEFAULT.addressesKept());
      post(sender, server);
      sender.names.answer("127.0.0.1");
      sender.pass(HttpSettings.DEFAULT.addressesKept());
      post(sender, server);

      assertThat(server.dialled())
          .containsExactly(ScriptedNames.address("127.0.0.1"), ScriptedNames.address("127.0.0.2"));
      assertThat(server.requests()).hasSize(3).allMatch(r -> r.contains("Host: receiver.example"));
    }
  }

  @Test
  void aNameThatIsReboundInsideIsBlockedThoughAConnectionIsOpen() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(OK)) {
      post(sender, server);
      sender.names.answer("10.0.0.1");
      sender.pass(HttpSettings.DEFAULT.addressesKept());

      assertThat(post(sender, server))
          .isEqualTo(
              new Answer.Failure(
                  AttemptError.ADDRESS_BLOCKED, "the name has no address that may be called"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void ofSeveralAddressesOnlyAnAllowedOneIsDialled() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(OK)) {
      sender.names.answer("10.0.0.1", "169.254.169.254", "127.0.0.3");
      assertThat(post(sender, server)).isInstanceOf(Answer.Complete.class);

      assertThat(server.dialled()).containsExactly(ScriptedNames.address("127.0.0.3"));
    }
  }

  @Test
  void anAddressThatTakesNoConnectionIsPassedOverWithinTheAttempt() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(ScriptedNames.address("127.0.0.3"), OK)) {
      sender.names.answer("127.0.0.1", "::1", "127.0.0.3");
      assertThat(post(sender, server)).isInstanceOf(Answer.Complete.class);
      assertThat(server.requests()).hasSize(1);
      assertThat(sender.names.lookUps()).isEqualTo(1);

      sender.names.answer("127.0.0.4", "127.0.0.5", "127.0.0.6", "127.0.0.3");
      sender.pass(HttpSettings.DEFAULT.addressesKept());
      assertThat(post(sender, server))
          .as("three are dialled and no more")
          .isEqualTo(
              new Answer.Failure(
                  AttemptError.CONNECTION_FAILED, "the connection was refused or timed out"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anAddressThatTookTheRequestIsTheOnlyOne() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server =
            RawServer.start(
                connection -> {
                  if (connection.readRequest()) {
                    connection.abort();
                  }
                })) {
      sender.names.answer("127.0.0.1", "127.0.0.2");
      assertThat(((Answer.Failure) post(sender, server)).error())
          .isEqualTo(AttemptError.CONNECTION_FAILED);
      assertThat(server.requests()).hasSize(1);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aLiteralIsDialledInWhateverSpelling() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(OK)) {
      sender.post("http://2130706433:" + server.port(), TIMEOUT);

      assertThat(server.requests().get(0)).contains("Host: 127.0.0.1:" + server.port());
    }
  }

  @Test
  void ipv6IsDialledAsLiteralAndByName() throws Exception {
    assumeTrue(ScriptedNames.address("::1").isReachable(1000), "this machine has no IPv6");
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.start(OK)) {
      sender.names.answer("::1");
      sender.post("http://[::1]:" + server.port(), TIMEOUT);
      post(sender, server);

      assertThat(server.requests())
          .satisfiesExactly(
              first -> assertThat(first).contains("Host: [0:0:0:0:0:0:0:1]:" + server.port()),
              second -> assertThat(second).contains("Host: receiver.example:" + server.port()));
      assertThat(server.dialled()).containsOnly(ScriptedNames.address("::1"));
    }
  }

  @Test
  void failedAndEndlessLookUpsAreResults() {
    try (SenderHarness sender = new SenderHarness()) {
      sender.names.fail();
      assertThat(((Answer.Failure) sender.post("http://a.example", TIMEOUT)).error())
          .isEqualTo(AttemptError.DNS_FAILED);

      sender.names.stayOpen();
      assertThat(sender.post("http://b.example", SHORT))
          .isEqualTo(
              new Answer.Failure(
                  AttemptError.TIMEOUT,
                  "the timeout of 300 ms passed before the name was resolved"));
    }
  }

  /** The client goes on to wait for a connection, and would keep all bodies of a dead endpoint. */
  @Test
  void aRequestPastItsDeadlineKeepsNoBody() {
    try (SenderHarness sender =
            new SenderHarness(SenderHarness.limits(1, TIMEOUT, Duration.ofSeconds(10)));
        RawServer server = RawServer.start(RawServer.Connection::stayOpen)) {
      var holding =
          sender.start("http://receiver.example:" + server.port(), Duration.ofSeconds(60));
      WeakReference<byte[]> body = abandoned(sender, server.port());

      await()
          .atMost(TIMEOUT)
          .until(
              () -> {
                System.gc();
                return body.get() == null;
              });
      assertThat(holding).isNotDone();
    }
  }

  private static WeakReference<byte[]> abandoned(SenderHarness sender, int port) {
    byte[] body = new byte[100_000];
    TargetUrl url = TargetUrl.parse("http://receiver.example:" + port);
    Call call = new Call(url, headers -> headers.set("X-Length", "" + body.length), body, SHORT, 1);
    assertThat(((Answer.Failure) sender.start(call).join()).error())
        .isEqualTo(AttemptError.TIMEOUT);
    return new WeakReference<>(body);
  }

  @Test
  void aHostGetsNoMoreConnectionsThanItsShareAndWaitingCountsAsTime() {
    HttpSettings two =
        HttpSettings.builder().maxConnectionsPerHost(2).maxHttp2ConnectionsPerHost(2).build();
    try (SenderHarness sender = new SenderHarness(two);
        RawServer silent =
            RawServer.start(
                connection -> {
                  connection.readRequest();
                  connection.awaitClientClose();
                });
        RawServer server = RawServer.start(OK)) {
      String url = "http://receiver.example:" + silent.port();
      List<CompletableFuture<Answer>> both =
          List.of(sender.start(url, LONGER), sender.start(url, LONGER));
      List<CompletableFuture<Answer>> waiting =
          IntStream.range(0, 4).mapToObj(i -> sender.start(url, SHORT)).toList();

      assertThat(waiting.stream().map(CompletableFuture::join))
          .allMatch(
              answer -> answer instanceof Answer.Failure f && f.error() == AttemptError.TIMEOUT);
      assertThat(both).noneMatch(CompletableFuture::isDone);
      // Not later: a server may see a new connection before it sees the end of the one it replaces.
      assertThat(silent.mostOpen()).isEqualTo(2);
      both.forEach(CompletableFuture::join);
      await()
          .during(SHORT)
          .untilAsserted(
              () ->
                  assertThat(silent.requests())
                      .as("who waited in vain sends nothing, not even when a connection is free")
                      .hasSize(2));

      for (int i = 0; i < 3; i++) {
        assertThat(post(sender, server)).isInstanceOf(Answer.Complete.class);
      }
    }
  }

  private static Answer post(SenderHarness sender, RawServer server) {
    return sender.post("http://receiver.example:" + server.port() + "/hook", TIMEOUT);
  }
}
