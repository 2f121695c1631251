package com.irisx.webhooks.streams.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What becomes of connections to endpoints. A connection is ready when TCP, the egress proxy's
 * tunnel if there is one, TLS and the beginning of HTTP/2 are done; who tried and did not get so
 * far has failed.
 *
 * <p>Threading: safe for use by several threads.
 */
final class ConnectionMetrics {

  private static final AttributeKey<Watch> WATCH =
      AttributeKey.valueOf(ConnectionMetrics.class, "watch");

  private final Counter ready;
  private final Counter unreachable;
  private final Counter handshakeFailed;
  private final Counter reused;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionMetrics(MeterRegistry registry) {
    this.ready = connects("ok", registry);
    this.unreachable = connects("unreachable", registry);
    this.handshakeFailed = connects("handshake_failed", registry);
    this.reused =
        Counter.builder("webhooks.connections.reused")
            .description("requests on a connection that had one before")
            .register(registry);
    Gauge.builder("webhooks.connections.open", open, AtomicInteger::get)
        .description("connections to endpoints that are ready or in use")
        .strongReference(true)
        .register(registry);
  }

  private static Counter connects(String result, MeterRegistry registry) {
    return Counter.builder("webhooks.connects")
        .description("attempts to get a connection to an endpoint, by result")
        .tag("result", result)
        .register(registry);
  }

  /** To be told of every outgoing channel before it is used. */
  void watch(Channel channel) {
    Watch watch = new Watch();
    channel.attr(WATCH).set(watch);
    channel.pipeline().addLast(watch);
  }

  /** A connection is ready. */
  void opened(HttpConnection connection) {
    of(connection).onReady();
  }

  /** A request goes out on a connection. */
  void used(HttpConnection connection) {
    if (of(connection).used.getAndSet(true)) {
      reused.increment();
    }
  }

  private static Watch of(HttpConnection connection) {
    return ((HttpClientConnection) connection).channelHandlerContext().channel().attr(WATCH).get();
  }

  /**
   * Sees how a channel's connecting ends, and how the channel. The client empties the pipeline of a
   * plain connection when it is there, so the latter is by a listener.
   */
  private final class Watch extends ChannelOutboundHandlerAdapter {

    private final AtomicBoolean used = new AtomicBoolean();
    private boolean connected;
    private boolean isReady;
    private boolean ended;

    @Override
    public void connect(
        ChannelHandlerContext ctx,
        SocketAddress remote,
        SocketAddress local,
        ChannelPromise promise) {
      promise.addListener(result -> onConnected(result.isSuccess()));
      ctx.channel().closeFuture().addListener(closed -> onClosed());
      var unused = ctx.connect(remote, local, promise);
    }

    private synchronized void onConnected(boolean success) {
      connected = success;
      if (!success) {
        unreachable.increment();
      }
    }

    /** Perhaps on another thread than that of the channel, and after its end. */
    synchronized void onReady() {
      if (!isReady && !ended) {
        isReady = true;
        ready.increment();
        open.incrementAndGet();
      }
    }

    private synchronized void onClosed() {
      ended = true;
      if (isReady) {
        open.decrementAndGet();
      } else if (connected) {
        handshakeFailed.increment();
      }
    }
  }
}
