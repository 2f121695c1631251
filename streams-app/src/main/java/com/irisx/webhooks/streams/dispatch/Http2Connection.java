package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One HTTP/2 connection, and when it is no longer to be used for new requests. It is then retired:
 * the pool forgets it, requests on it go on, and it is closed when the last of them has ended or
 * must have ended.
 *
 * <p>Retired are
 *
 * <ul>
 *   <li>a connection on which a request timed out and nobody got an answer since it was sent: it
 *       may be dead, and there is no end of the TCP connection to tell;
 *   <li>a connection that broke in a way that is not the peer's reset of one stream;
 *   <li>a connection with streams that came too late for their requests, after a while: the client
 *       never gives such a stream back, so the connection's capacity shrinks, and it is never idle.
 * </ul>
 *
 * <p>Threading: safe for use by several threads.
 */
final class Http2Connection {

  /** From the deadline of its last request to the end of a retired connection. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final int AT_ONCE_MS = 1;

  private final HttpConnection connection;
  private final Vertx vertx;
  private final int maxStreams;
  private final Duration unusedKept;
  private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
  private final AtomicLong lastDeadline = new AtomicLong(System.nanoTime());
  private final AtomicInteger unused = new AtomicInteger();
  private final AtomicBoolean retired = new AtomicBoolean();

  /**
   * A connection that was just made.
   *
   * @param maxStreams ours; the peer may allow fewer
   * @param unusedKept how long the connection is kept after the first stream that nobody used
   */
  Http2Connection(HttpConnection connection, Vertx vertx, int maxStreams, Duration unusedKept) {
    this.connection = connection;
    this.vertx = vertx;
    this.maxStreams = maxStreams;
    this.unusedKept = unusedKept;
  }

  /** A request is sent on it, which ends at {@code deadline} on the clock of System.nanoTime. */
  void used(long deadline) {
    lastDeadline.accumulateAndGet(deadline, (a, b) -> a - b > 0 ? a : b);
  }

  void answered() {
    lastAnswer.set(System.nanoTime());
  }

  /** A request that was sent at {@code sentAt} got no complete answer in time. */
  void timedOut(long sentAt) {
    if (lastAnswer.get() - sentAt <= 0) {
      retire();
    }
  }

  /** A stream was handed out and will never be opened. */
  void streamNotUsed() {
    int lost = unused.incrementAndGet();
    if (lost == 1) {
      vertx.setTimer(unusedKept.toMillis(), timer -> retire());
    }
    if (lost == Math.max(1, streams() / 2)) {
      // Those that got their stream in the same turn send first.
      vertx.setTimer(AT_ONCE_MS, timer -> retire());
    }
  }

  private int streams() {
    long allowed =
        connection.remoteSettings().getLongOrDefault(Http2Settings.MAX_CONCURRENT_STREAMS);
    return (int) Math.min(maxStreams, allowed);
  }

  void retire() {
    if (retired.compareAndSet(false, true)) {
      long left = lastDeadline.get() - System.nanoTime();
      var unused = connection.shutdown(Duration.ofNanos(Math.max(0, left)).plus(MARGIN));
    }
  }
}
