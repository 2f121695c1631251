package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.TIMEOUT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertComplete;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertFailure;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.AttemptError;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes over the wire. What comes back is the matter of the {@code Hostile…} tests. */
class HttpSenderTest {

  @Test
  void sendsTheBodyAndNoHeaderOfItsOwnAccordButTheLength() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.answering(ok("ok"))) {
      assertComplete(
          sender.post("http://receiver.example:" + server.port() + "/hook?x=1", TIMEOUT),
          200,
          "ok");
      assertThat(server.requests())
          .containsExactly(
              "POST /hook?x=1 HTTP/1.1\r\nHost: receiver.example:%d\r\ncontent-length: 11\r\n\r\n"
                      .formatted(server.port())
                  + SenderHarness.BODY);
    }
  }

  @Test
  void aClosedPortIsAFailedConnection() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    try (SenderHarness sender = new SenderHarness()) {
      assertFailure(
          sender.post("http://receiver.example:" + port, TIMEOUT),
          AttemptError.CONNECTION_FAILED,
          "the connection was refused or timed out");
    }
  }

  @Test
  void headersThatCannotBeSentAreAFailureAtOnceAndTheConnectionServesTheNextRequest() {
    HttpSettings one = SenderHarness.limits(1, TIMEOUT, Duration.ofSeconds(10));
    try (SenderHarness sender = new SenderHarness(one);
        RawServer server = RawServer.answering(ok("ok"))) {
      TargetUrl url = TargetUrl.parse("http://receiver.example:" + server.port() + "/");
      Call call = new Call(url, headers -> headers.set("X", "a\r\nb"), new byte[0], TIMEOUT, 1);

      assertFailure(
          sender.start(call).join(),
          AttemptError.CONFIGURATION_UNUSABLE,
          "the request could not be made");
      assertComplete(sender.post("http://receiver.example:" + server.port(), TIMEOUT), 200, "ok");
      assertThat(server.requests()).hasSize(1);
    }
  }
}
