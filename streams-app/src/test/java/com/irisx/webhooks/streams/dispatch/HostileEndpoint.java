package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.schema.AttemptError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that is hostile on its first connection and good ever after, with a sender that may
 * have {@link #SHARE} connections to it. After the attack the sender must still be able to use them
 * all at one time: a connection or a place that leaked would be missing.
 */
final class HostileEndpoint implements AutoCloseable {

  static final int SHARE = 3;
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** For requests that are to time out. */
  static final Duration SHORT = Duration.ofMillis(300);

  private static final int PATIENCE_SECONDS = 20;
  private static final Duration HANDSHAKE = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofSeconds(10);

  final SenderHarness sender;
  final RawServer server;
  private final String scheme;
  private final CyclicBarrier together = new CyclicBarrier(SHARE);
  private final AtomicInteger attacks = new AtomicInteger();

  private HostileEndpoint(
      RawServer.Behaviour attack,
      @Nullable TestCertificate authority,
      @Nullable TestCertificate good) {
    this.scheme = good == null ? "http" : "https";
    HttpSettings limits = SenderHarness.limits(SHARE, HANDSHAKE, IDLE);
    this.sender =
        new SenderHarness(
            authority == null ? limits : limits.toBuilder().caBundle(authority.bundle()).build());
    this.server =
        RawServer.start(
            connection -> {
              boolean first = attacks.getAndIncrement() == 0;
              if (first) {
                attack.serve(connection);
              }
              beGood(first || good == null ? connection : connection.secured(good));
            });
  }

  /** Does its worst from the first byte of the first connection. */
  static HostileEndpoint attacking(RawServer.Behaviour attack) {
    return new HostileEndpoint(attack, null, null);
  }

  /** Reads the first request, then does its worst. */
  static HostileEndpoint attackingAfterRequest(RawServer.Behaviour attack) {
    return attacking(
        connection -> {
          connection.readRequest();
          attack.serve(connection);
        });
  }

  /** Answers the first request with these bytes and keeps the connection. */
  static HostileEndpoint answering(String answer) {
    return attackingAfterRequest(connection -> connection.write(answer));
  }

  /**
   * Does its worst where a TLS handshake is expected.
   *
   * @param good the certificate of all later connections
   */
  static HostileEndpoint attackingTls(
      TestCertificate authority, TestCertificate good, RawServer.Behaviour attack) {
    return new HostileEndpoint(attack, authority, good);
  }

  Answer post(Duration timeout) {
    return start("/hook", timeout).join();
  }

  CompletableFuture<Answer> start(String target, Duration timeout) {
    return sender.start(scheme + "://receiver.example:" + server.port() + target, timeout);
  }

  /** The sender hung up on the attacker, sent nothing twice, and has its whole share again. */
  void assertHungUp() {
    await("hung up").untilAsserted(() -> assertThat(server.open()).isZero());
    assertThat(server.accepted()).isEqualTo(1);
    assertWholeShareIsThere();
    assertThat(server.accepted()).isEqualTo(1 + SHARE);
  }

  /** The connection is of further use, and so is the rest of the share. */
  void assertKept() {
    assertThat(server.open()).isEqualTo(1);
    assertWholeShareIsThere();
    assertThat(server.accepted()).isEqualTo(SHARE);
  }

  private void assertWholeShareIsThere() {
    int before = server.requests().size();
    List<CompletableFuture<Answer>> good =
        IntStream.range(0, SHARE).mapToObj(i -> start("/good" + i, TIMEOUT)).toList();
    for (int i = 0; i < SHARE; i++) {
      assertComplete(good.get(i).join(), 200, "/good" + i);
    }
    assertThat(server.requests()).hasSize(before + SHARE);
    assertThat(server.open()).isEqualTo(SHARE);
  }

  /** Answers with the target of the request, once as many requests are there as may be. */
  private void beGood(RawServer.Connection connection) throws IOException, InterruptedException {
    String target = connection.readTarget();
    while (!target.isEmpty()) {
      try {
        together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (BrokenBarrierException | TimeoutException e) {
        throw new IOException("too few requests at one time", e);
      }
      connection.write(ok(target));
      target = connection.readTarget();
    }
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
  }

  static void assertComplete(Answer answer, int status, String body) {
    assertThat(answer).isInstanceOf(Answer.Complete.class);
    Answer.Complete complete = (Answer.Complete) answer;
    assertThat(complete.status()).isEqualTo(status);
    assertThat(new String(complete.body(), ISO_8859_1)).isEqualTo(body);
  }

  static void assertFailure(Answer answer, AttemptError error, String detail) {
    assertThat(answer).isEqualTo(new Answer.Failure(error, detail));
  }

  @Override
  public void close() {
    sender.close();
    server.close();
  }
}
