package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.address.Host;
import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.AttemptError;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request, from the look-up of the name to the last byte of the answer that counts.
 *
 * <pre>
 *   look up ── blocked, no address ──┐
 *      ▼                             │
 *   connect ── no connection ────────┤     (to the next address, if the name has another one;
 *      ▼                             │     again and again while the egress proxy does not work)
 *      ▼                             ├──► settled, once
 *   send, head, chunks ── broken ────┤
 *      ▼                             │
 *   end, or the cap is reached ──────┤
 *   the deadline, at any point ──────┘
 * </pre>
 *
 * <p>Giving up ends an HTTP/1.1 connection, and on HTTP/2 the request's stream only; when the whole
 * HTTP/2 connection is given up, {@link Http2Connection} says.
 *
 * <p>Not safe for use by several threads: every method runs on the event loop of {@code context}.
 */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);
  private static final int FIRST_FINAL_STATUS = 200;
  private static final String CONNECTING = "before there was a connection";
  private static final int HTTPS_PORT = 443;

  /**
   * How soon a tunnel is asked for again where the egress proxy does not work. Tasks that hold
   * their place until their deadline are what keeps a dead proxy from being asked ever faster.
   */
  private static final int PROXY_AGAIN_MS = 500;

  private final TargetUrl url;
  private final Duration timeout;
  private final int attempt;
  private final HttpClient client;
  private final Http2Connections http2;
  private final ConnectionMetrics connections;
  private final @Nullable EgressProxy proxy;
  private final Context context;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final CappedBody body = new CappedBody();
  private final long deadlineTimer;
  private final long deadline;

  /**
   * Null when it was settled: the client keeps who waits for a connection, past the deadline too.
   */
  private @Nullable Call toSend;

  private String phase = "before the name was resolved";
  private Answer.@Nullable Failure proxyFault;
  private @Nullable HttpClientRequest request;
  private @Nullable Http2Connection shared;
  private long sentAt;
  private @Nullable HttpClientResponse head;

  private Exchange(
      Call call,
      HttpClient client,
      Http2Connections http2,
      ConnectionMetrics connections,
      @Nullable EgressProxy proxy,
      Context context) {
    this.url = call.url();
    this.timeout = call.timeout();
    this.attempt = call.attempt();
    this.toSend = call;
    this.client = client;
    this.http2 = http2;
    this.connections = connections;
    this.proxy = proxy;
    this.context = context;
    this.deadline = System.nanoTime() + call.timeout().toNanos();
    this.deadlineTimer =
        context.owner().setTimer(Math.max(1, call.timeout().toMillis()), id -> onDeadline());
  }

  /** Starts a request; to be called on the event loop of {@code context}. */
  static CompletableFuture<Answer> start(
      Call call,
      CheckedAddresses addresses,
      HttpClient client,
      Http2Connections http2,
      ConnectionMetrics connections,
      @Nullable EgressProxy proxy,
      Context context) {
    Exchange exchange = new Exchange(call, client, http2, connections, proxy, context);
    CompletableFuture<Resolution> resolution = addresses.of(call.url().host());
    if (resolution.isDone()) {
      exchange.onResolved(resolution.join());
    } else {
      var unused =
          resolution.thenAccept(
              resolved -> context.runOnContext(event -> exchange.onResolved(resolved)));
    }
    return exchange.answer;
  }

  private void onResolved(Resolution resolution) {
    if (answer.isDone()) {
      return;
    }
    if (resolution instanceof Resolution.Allowed allowed) {
      connect(allowed.forAttempt(attempt));
    } else if (resolution instanceof Resolution.Failed failed) {
      settle(new Answer.Failure(AttemptError.DNS_FAILED, failed.reason()));
    } else {
      // Which address it was stays with us: names inside our network are not for tenants to probe.
      settle(
          new Answer.Failure(
              AttemptError.ADDRESS_BLOCKED, "the name has no address that may be called"));
    }
  }

  private void connect(List<InetAddress> addresses) {
    try {
      request(addresses);
    } catch (RuntimeException e) { // the client does not take what we made of the URL
      log.error("no request could be made to {}", url.host().text(), e);
      settle(Failures.connecting(e));
    }
  }

  private void request(List<InetAddress> addresses) {
    phase = CONNECTING;
    String host = url.host().text();
    boolean bracketed = host.startsWith("[");
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(url.port(), text(addresses.get(0))))
            .setHost(bracketed ? host.substring(1, host.length() - 1) : host)
            .setPort(url.port())
            .setSsl(url.secure())
            .setURI(url.target())
            .setFollowRedirects(false);
    if (!url.secure()) {
      options.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    // No connect timeout of the request: Vert.x 5.2 can lose a connection that comes as it fires.
    // Who waits past the deadline gets a connection or stream at last and leaves it unused.
    client
        .request(options)
        .onComplete(this::onConnected, failure -> onNoConnection(addresses, failure));
  }

  /** IPv6 in brackets: Vert.x takes the server's address for part of an authority. */
  private static String text(InetAddress address) {
    return new Host.Address(address).text();
  }

  private void onConnected(HttpClientRequest connected) {
    shared = http2.of(connected.connection());
    Call call = toSend;
    if (call == null) {
      leave(connected);
      return;
    }
    if (!addHeaders(call, connected)) {
      return;
    }
    phase = "before an answer began";
    proxyFault = null;
    request = connected;
    sentAt = System.nanoTime();
    connections.used(connected.connection());
    if (shared != null) {
      shared.used(deadline);
      toHttp2(connected);
    }
    connected.exceptionHandler(this::onBroken);
    connected.response().onComplete(this::onHead, this::onBroken);
    connected.end(BufferInternal.buffer(Unpooled.wrappedBuffer(call.body())));
  }

  /** Nothing was sent: an HTTP/1.1 connection goes back to the pool. */
  private void leave(HttpClientRequest connected) {
    connected.exceptionHandler(failure -> {});
    connected.reset();
    if (shared != null) {
      shared.streamNotUsed();
    }
  }

  /** Nothing was sent if it fails: the reason may lie in a tenant's data. */
  private boolean addHeaders(Call call, HttpClientRequest connected) {
    try {
      call.headers().accept(connected.headers());
      return true;
    } catch (RuntimeException e) { // else nothing would be heard of it before the deadline
      log.error("the headers of a request to {} cannot be sent", url.host().text(), e);
      settle(
          new Answer.Failure(AttemptError.CONFIGURATION_UNUSABLE, "the request could not be made"));
      leave(connected);
      return false;
    }
  }

  /** The host goes into {@code :authority}, spelled as our own {@code Host} is. */
  private void toHttp2(HttpClientRequest connected) {
    String host = url.host().text();
    int port = url.port();
    connected.headers().remove(HttpHeaders.HOST);
    connected.authority(HostAndPort.create(host, port == HTTPS_PORT ? -1 : port));
  }

  /** Nothing was sent, and all addresses were checked. */
  private void onNoConnection(List<InetAddress> addresses, Throwable failure) {
    if (answer.isDone()) {
      return;
    }
    Answer.Failure reason = Failures.connecting(failure);
    if (reason.error() == AttemptError.EGRESS_PROXY_FAILED) {
      proxyFault = reason;
      context.owner().setTimer(PROXY_AGAIN_MS, timer -> connectAgain(addresses));
    } else if (reason.error() == AttemptError.CONNECTION_FAILED && addresses.size() > 1) {
      proxyFault = null;
      connect(addresses.subList(1, addresses.size()));
    } else {
      settle(reason);
    }
  }

  private void connectAgain(List<InetAddress> addresses) {
    if (!answer.isDone()) {
      connect(addresses);
    }
  }

  private void onHead(HttpClientResponse response) {
    response.exceptionHandler(this::onBroken);
    if (shared != null) {
      shared.answered();
    }
    if (answer.isDone()) {
      return;
    }
    if (response.statusCode() < FIRST_FINAL_STATUS) {
      // The client takes an interim answer it does not know for the final one; the real one would
      // then be taken for that of the next request on this connection.
      settle(new Answer.Failure(AttemptError.PROTOCOL_ERROR, "the answer was an interim one only"));
      abandon();
      return;
    }
    phase = "before the answer's body ended";
    head = response;
    response.handler(this::onChunk);
    response.endHandler(unused -> onEnd(response));
  }

  private void onChunk(Buffer chunk) {
    if (!answer.isDone() && !body.add(chunk) && head != null) {
      // Enough to tell what the endpoint thinks; the rest, however long, is not read.
      onEnd(head);
      abandon();
    }
  }

  private void onEnd(HttpClientResponse response) {
    settle(
        new Answer.Complete(
            response.statusCode(), body.bytes(), response.getHeader("Retry-After")));
  }

  private void onBroken(Throwable failure) {
    if (shared != null && !answer.isDone() && !Failures.isEnd(failure)) {
      shared.retire();
    }
    settle(Failures.exchanging(failure));
    abandon();
  }

  private void onDeadline() {
    if (!answer.isDone()) {
      settle(whyLate());
      abandon();
      if (shared != null) {
        shared.timedOut(sentAt);
      }
    }
  }

  /** Who waited for a connection in vain, behind others, learns from them that it is the proxy. */
  private Answer.Failure whyLate() {
    EgressProxyException fault = proxy != null && phase.equals(CONNECTING) ? proxy.fault() : null;
    if (proxyFault != null) {
      return proxyFault;
    }
    return fault != null
        ? new Answer.Failure(fault.error(), fault.sentence())
        : new Answer.Failure(
            AttemptError.TIMEOUT, "the timeout of " + timeout.toMillis() + " ms passed " + phase);
  }

  /**
   * Closes the HTTP/1.1 connection, or resets the HTTP/2 stream: what may still come on it belongs
   * to nobody.
   */
  private void abandon() {
    if (request != null) {
      request.reset(Http2Error.CANCEL.code());
    }
  }

  private void settle(Answer settled) {
    toSend = null;
    if (answer.complete(settled)) {
      context.owner().cancelTimer(deadlineTimer);
    }
  }
}
