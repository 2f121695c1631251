package com.irisx.webhooks.streams.dispatch;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose other end agreed on HTTP/2 and then does not begin to speak it. The
 * client waits for the first SETTINGS without a limit, and the place of the connection in its pool
 * with it.
 */
final class PrefaceLimit extends ChannelInboundHandlerAdapter {

  private final Duration limit;

  /**
   * A limit for one channel.
   *
   * @param limit from the open connection (or tunnel) to the first SETTINGS
   */
  PrefaceLimit(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Channel channel = ctx.channel();
    var unused =
        ctx.executor().schedule(() -> check(channel), limit.toMillis(), TimeUnit.MILLISECONDS);
    ctx.fireChannelActive();
  }

  private static void check(Channel channel) {
    Http2ConnectionHandler http2 = channel.pipeline().get(Http2ConnectionHandler.class);
    if (http2 != null && !http2.decoder().prefaceReceived()) {
      // Not channel.close(): that would let HTTP/2 take its leave of somebody who says nothing.
      channel.unsafe().close(channel.voidPromise());
    }
  }
}
