package com.irisx.webhooks.streams.dispatch;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpClientConnection;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request, one answer: stands between the HTTP/1.1 codec and the client, on one connection.
 *
 * <p>The client gives a connection to the next request the moment an answer ends, and takes what
 * was read along with it for the next answer. So the end of an answer is held back until all that
 * was read has been looked at; if there is more, the connection ends with the answer. It also ends
 * if the answer came before the request was written: the rest would be in the way of the next one.
 *
 * <p>Interim answers are dropped, up to a limit; the client knows only two of them. A longer {@code
 * Keep-Alive} than ours, with which an endpoint could collect open connections, is not seen.
 *
 * <p>Not safe for use by several threads: runs on the event loop of its connection.
 */
final class AnswerGuard extends ChannelDuplexHandler {

  static final int MAX_INTERIM_ANSWERS = 16;

  private static final String KEEP_ALIVE = "keep-alive";
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final Pattern TIMEOUT =
      Pattern.compile("\\btimeout=([1-9][0-9]{0,3})(?![0-9])", Pattern.CASE_INSENSITIVE);

  /** What the codec holds back: the beginning of a message, of which it has not said anything. */
  private static final MethodHandle UNDECODED = undecoded();

  private static final MethodHandle DECODER = decoder();

  private final Duration idleTimeout;
  private final ByteToMessageDecoder decoder;

  private boolean awaited;

  /** Of the end of the request; null while it has not been handed over. */
  private @Nullable ChannelFuture written;

  private int interimAnswers;
  private boolean inInterimAnswer;
  private boolean surplus;
  private @Nullable HttpHeaders headers;
  private @Nullable LastHttpContent end;

  AnswerGuard(Duration idleTimeout, HttpClientCodec codec) {
    this.idleTimeout = idleTimeout;
    try {
      this.decoder = (ByteToMessageDecoder) DECODER.invoke(codec);
    } catch (Throwable e) {
      throw new IllegalStateException("the codec has a decoder", e);
    }
  }

  private static MethodHandle undecoded() {
    return handle(ByteToMessageDecoder.class, "actualReadableBytes");
  }

  private static MethodHandle decoder() {
    return handle(CombinedChannelDuplexHandler.class, "inboundHandler");
  }

  /** Netty shows them to subclasses alone, and the codec is made by Vert.x. */
  private static MethodHandle handle(Class<?> type, String method) {
    try {
      Method found = type.getDeclaredMethod(method);
      found.setAccessible(true);
      return MethodHandles.lookup().unreflect(found);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another Netty than this was made for", e);
    }
  }

  /** Guards a new connection, if it speaks HTTP/1.1. */
  static void guard(HttpConnection connection, Duration idleTimeout) {
    ChannelHandlerContext client = ((HttpClientConnection) connection).channelHandlerContext();
    HttpClientCodec codec = client.pipeline().get(HttpClientCodec.class);
    if (codec != null) {
      client.pipeline().addBefore(client.name(), null, new AnswerGuard(idleTimeout, codec));
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpRequest) {
      awaited = true;
      written = null;
      interimAnswers = 0;
    }
    ChannelPromise done = promise;
    if (message instanceof LastHttpContent) {
      done = promise.unvoid();
      written = done;
    }
    var unused = context.write(message, done);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (end != null) {
      ReferenceCountUtil.release(message);
      surplus = true;
    } else if (awaited && message instanceof HttpResponse head) {
      onHead(context, head);
    } else if (awaited && message instanceof LastHttpContent last) {
      onEnd(last);
    } else {
      context.fireChannelRead(message); // a part of the body, or what the client will not expect
    }
  }

  private void onHead(ChannelHandlerContext context, HttpResponse head) {
    int status = head.status().code();
    inInterimAnswer = status >= 100 && status < 200 && status != SWITCHING_PROTOCOLS;
    if (inInterimAnswer && ++interimAnswers <= MAX_INTERIM_ANSWERS) {
      return;
    }
    if (head.decoderResult().isSuccess() && (status < 200 || status > 999)) {
      head.setDecoderResult(DecoderResult.failure(new DecoderException("no final status")));
    }
    inInterimAnswer = false;
    headers = head.headers();
    limitKeepAlive(headers);
    context.fireChannelRead(head);
  }

  private void onEnd(LastHttpContent last) {
    if (inInterimAnswer) {
      inInterimAnswer = false;
      last.release();
    } else {
      end = last;
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    boolean more = hasMore();
    surplus |= end != null && more;
    if (end == null && !awaited && more) {
      var unused = context.close(); // nobody asked, and it is no whole message yet
    }
    passEnd(context);
    context.fireChannelReadComplete();
  }

  private boolean hasMore() {
    try {
      return (int) UNDECODED.invoke(decoder) > 0;
    } catch (Throwable e) {
      throw new IllegalStateException("the codec says what it holds", e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    passEnd(context);
    context.fireChannelInactive();
  }

  private void passEnd(ChannelHandlerContext context) {
    LastHttpContent ended = end;
    if (ended == null) {
      return;
    }
    if (headers != null && (surplus || !isWritten())) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE); // the client obeys
    }
    end = null;
    headers = null;
    awaited = false;
    written = null;
    context.fireChannelRead(ended);
  }

  /**
   * Asked, not listened for: Vert.x tells listeners on the event loop of the request, and where
   * that is another one the answer may be read before. A tenth of all requests ended their
   * connection for nothing.
   */
  private boolean isWritten() {
    return written != null && written.isDone();
  }

  /** The client would keep a connection forever for a timeout of 0. */
  private void limitKeepAlive(HttpHeaders answered) {
    String wish = answered.get(KEEP_ALIVE);
    if (wish != null) {
      answered.remove(KEEP_ALIVE);
      Matcher timeout = TIMEOUT.matcher(wish);
      if (timeout.find() && Long.parseLong(timeout.group(1)) < idleTimeout.toSeconds()) {
        answered.set(KEEP_ALIVE, timeout.group());
      }
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    ReferenceCountUtil.release(end);
    end = null;
  }
}
