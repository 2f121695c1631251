package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.testing.Answer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.testing.ScriptedReceiver;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names and values that an operator sees, from real sockets and a real broker. */
class DispatchMetricsTest {

  private static final String NAME = "receiver.example";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  @TempDir private static Path directory = Path.of("");

  @Test
  void connectionsAreCountedByResultAndReuse() throws IOException {
    int nobody;
    try (ServerSocket unused = new ServerSocket(0)) {
      nobody = unused.getLocalPort();
    }
    try (SenderHarness sender = new SenderHarness()) {
      try (RawServer server = RawServer.answering(OK)) {
        connectEachWay(sender, server, nobody);
      }
      assertScraped(sender, "webhooks_connections_open 0.0");
    }
  }

  private static void connectEachWay(SenderHarness sender, RawServer server, int nobody) {
    for (int i = 0; i < 3; i++) {
      sender.post(url("http", server.port()), TIMEOUT);
    }
    assertScraped(sender, "webhooks_connects_total{result=\"ok\"} 1.0");
    assertScraped(sender, "webhooks_connections_reused_total 2.0");
    assertScraped(sender, "webhooks_connections_open 1.0");

    sender.post(url("http", nobody), TIMEOUT);
    sender.post(url("https", server.port()), TIMEOUT);
    assertScraped(sender, "webhooks_connects_total{result=\"unreachable\"} 1.0");
    assertScraped(sender, "webhooks_connects_total{result=\"handshake_failed\"} 1.0");
    assertScraped(sender, "webhooks_connects_total{result=\"ok\"} 1.0");
    assertScraped(sender, "webhooks_connections_open 1.0");
  }

  @Test
  void http2ConnectionsAreCountedTheSameWay() {
    TestCertificate certificate = TestCertificate.forName(NAME, directory);
    HttpSettings trusting = HttpSettings.builder().caBundle(certificate.bundle()).build();
    try (SenderHarness sender = new SenderHarness(trusting);
        Http2Server server = Http2Server.start(certificate, request -> request.response().end())) {
      for (int i = 0; i < 3; i++) {
        sender.post(server.url(NAME), TIMEOUT);
      }
      assertScraped(sender, "webhooks_connects_total{result=\"ok\"} 1.0");
      assertScraped(sender, "webhooks_connections_reused_total 2.0");
      assertScraped(sender, "webhooks_connections_open 1.0");
    }
  }

  @Test
  void whatAProxyDoesNotReachIsUnreachable() {
    try (ConnectProxy proxy = ConnectProxy.answering("HTTP/1.1 502 Bad Gateway\r\n\r\n");
        SenderHarness sender =
            new SenderHarness(HttpSettings.builder().egressProxy(proxy.settings()).build())) {
      sender.post(url("http", 80), TIMEOUT);
      assertScraped(sender, "webhooks_connects_total{result=\"unreachable\"} 1.0");
      assertScraped(sender, "webhooks_connects_total{result=\"handshake_failed\"} 0.0");
    }
  }

  @Test
  void lookUpsAreTimedByResultAndWhatIsRememberedIsNone() {
    try (SenderHarness sender = new SenderHarness();
        RawServer server = RawServer.answering(OK)) {
      sender.post(url("http", server.port()), TIMEOUT);
      sender.post(url("http", server.port()), TIMEOUT);
      sender.post("http://127.0.0.1:" + server.port(), TIMEOUT);
      assertScraped(sender, "webhooks_dns_lookups_seconds_count{result=\"ok\"} 1");
      assertScraped(sender, "webhooks_dns_cache_hits_total 1.0");

      sender.names.answer("10.0.0.1");
      sender.post("http://inside.example", TIMEOUT);
      assertScraped(sender, "webhooks_dns_lookups_seconds_count{result=\"refused\"} 1");

      sender.names.fail();
      sender.post("http://nowhere.example", TIMEOUT);
      assertScraped(sender, "webhooks_dns_lookups_seconds_count{result=\"failed\"} 1");
      assertScraped(sender, "webhooks_dns_cache_hits_total 1.0");
    }
  }

  @Test
  void theAgeOfATaskCountsFromItsRecord() {
    try (ScriptedReceiver receiver = ScriptedReceiver.start();
        DispatchHarness harness = new DispatchHarness()) {
      receiver.on("/hook").answer(status(204));
      UUID webhook = harness.webhook(receiver.url("/hook")).id();
      harness.taskHandedOutAt(Instant.now().minusSeconds(90), webhook, "{}");
      harness.task(webhook, "{}");
      harness.start(harness.settings());
      harness.results(2);

      Timer age = harness.registry.get("webhooks.dispatch.queue.age").tag("lane", "first").timer();
      assertThat(age.count()).isEqualTo(2);
      assertThat(age.max(TimeUnit.SECONDS)).isBetween(90.0, 150.0);
      assertThat(age.totalTime(TimeUnit.SECONDS)).isLessThan(210);
      assertThat(harness.registry.get("webhooks.dispatch.queue.age").tag("lane", "retry").timer())
          .matches(retry -> retry.count() == 0);
    }
  }

  private static String url(String scheme, int port) {
    return scheme + "://" + NAME + ":" + port + "/hook";
  }

  /** An answer may be there a moment before the connection it came on has been counted. */
  private static void assertScraped(SenderHarness sender, String line) {
    await().untilAsserted(() -> assertThat(sender.registry.scrape().lines()).contains(line));
  }
}
