package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.irisx.webhooks.address.Host;
import com.irisx.webhooks.schema.AttemptError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a channel's {@code connect} into one through the egress proxy: dials the proxy, asks for a
 * tunnel to the address that was to be dialled, and reports the channel as connected when the
 * tunnel is open. Whatever is above it (TLS, HTTP/1.1, HTTP/2, the pool) works as without a proxy,
 * so the pool's key is still the checked address, and plain {@code http} is tunnelled as well: the
 * proxy never sees a name to resolve.
 *
 * <pre>
 *   connect ── proxy not reached ───────────┐
 *      ▼                                    │
 *   CONNECT ── closed, too late, no HTTP ───┼──► failed, channel closed
 *      ▼                                    │
 *   status other than 2xx ──────────────────┘
 *   status 2xx ────────────────────────────────► connected, the handler leaves
 * </pre>
 *
 * <p>Not safe for use by several threads: runs on the event loop of its channel.
 */
final class EgressTunnel extends ChannelDuplexHandler {

  /** In bytes, of the proxy's answer. */
  private static final int MAX_HEAD = 8 * 1024;

  /** From {@code connect} to a connection to the proxy, which is near. */
  private static final Duration DIAL_LIMIT = Duration.ofSeconds(1);

  private static final String END = "\r\n\r\n";
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})[^0-9].*");

  private final EgressProxy proxy;
  private final ProxyLookUp lookUp;
  private final Duration answerLimit;
  private final StringBuilder head = new StringBuilder();

  private @Nullable InetSocketAddress target;
  private @Nullable ChannelPromise connected;
  private @Nullable Future<?> limit;
  private boolean done;

  /**
   * A tunnel for one channel.
   *
   * @param answerLimit for the proxy's answer to {@code CONNECT}
   */
  EgressTunnel(EgressProxy proxy, ProxyLookUp lookUp, Duration answerLimit) {
    this.proxy = proxy;
    this.lookUp = lookUp;
    this.answerLimit = answerLimit;
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx,
      SocketAddress remote,
      SocketAddress local,
      ChannelPromise promise) {
    connected = promise;
    if (!(remote instanceof InetSocketAddress address) || address.isUnresolved()) {
      fail(ctx, EgressProxyException.broken("there is no address to ask the egress proxy for"));
      return;
    }
    target = address;
    endAfter(ctx, DIAL_LIMIT, unreachable(new TimeoutException("not within " + DIAL_LIMIT)));
    var unused =
        lookUp
            .address()
            .whenComplete(
                (found, failure) ->
                    ctx.executor()
                        .execute(
                            () -> {
                              if (failure == null) {
                                dial(ctx, found, local);
                              } else {
                                fail(ctx, unreachable(failure));
                              }
                            }));
  }

  private void dial(ChannelHandlerContext ctx, InetSocketAddress address, SocketAddress local) {
    ChannelPromise dialled = ctx.newPromise();
    dialled.addListener(
        result -> {
          if (!result.isSuccess()) {
            fail(ctx, unreachable(result.cause()));
          }
        });
    var unused = ctx.connect(address, local, dialled);
  }

  private static EgressProxyException unreachable(Throwable cause) {
    return EgressProxyException.broken("the egress proxy could not be reached", cause);
  }

  /** Not passed on: the channel is active for others when the tunnel is open. */
  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    proxy.tookConnection();
    endAfter(ctx, answerLimit, EgressProxyException.silent());
    var unused = ctx.writeAndFlush(Unpooled.copiedBuffer(request(), ISO_8859_1));
  }

  private void endAfter(ChannelHandlerContext ctx, Duration time, EgressProxyException failure) {
    if (limit != null) {
      limit.cancel(false);
    }
    limit =
        ctx.executor().schedule(() -> fail(ctx, failure), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private String request() {
    if (target == null) {
      throw new IllegalStateException("active before it was connected");
    }
    String authority = new Host.Address(target.getAddress()).text() + ":" + target.getPort();
    String authorization = proxy.authorization();
    return "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
        .formatted(
            authority,
            authority,
            authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n");
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      while (bytes.isReadable() && !done) {
        head.append((char) bytes.readUnsignedByte());
        if (head.length() >= END.length() && head.indexOf(END, head.length() - 4) >= 0) {
          onAnswer(ctx, bytes);
        } else if (head.length() >= MAX_HEAD) {
          fail(ctx, EgressProxyException.broken("the egress proxy's answer was not HTTP"));
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onAnswer(ChannelHandlerContext ctx, ByteBuf rest) {
    Matcher statusLine = STATUS_LINE.matcher(head.substring(0, head.indexOf("\r\n")) + " ");
    if (!statusLine.matches()) {
      fail(ctx, EgressProxyException.broken("the egress proxy's answer was not HTTP"));
      return;
    }
    int status = Integer.parseInt(statusLine.group(1));
    if (status < 200 || status > 299) {
      fail(ctx, EgressProxyException.refused(status));
    } else {
      open(ctx, rest);
    }
  }

  /** In the order of a channel that was dialled directly: the promise, then the event. */
  private void open(ChannelHandlerContext ctx, ByteBuf rest) {
    settle();
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.remove(this);
    if (connected == null || !connected.trySuccess()) {
      var unused = ctx.close(); // who asked for it has gone
      return;
    }
    pipeline.fireChannelActive();
    if (rest.isReadable()) {
      pipeline.fireChannelRead(rest.readRetainedSlice(rest.readableBytes()));
      pipeline.fireChannelReadComplete();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // Nobody above has read anything.
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, EgressProxyException.broken("the egress proxy closed the connection"));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, EgressProxyException.broken("the connection to the egress proxy failed", cause));
  }

  private void fail(ChannelHandlerContext ctx, EgressProxyException failure) {
    if (!done) {
      settle();
      if (failure.error() == AttemptError.EGRESS_PROXY_FAILED) {
        proxy.failed(failure);
      }
      if (connected != null) {
        connected.tryFailure(failure);
      }
      var unused = ctx.close();
    }
  }

  private void settle() {
    done = true;
    if (limit != null) {
      limit.cancel(false);
    }
  }
}
