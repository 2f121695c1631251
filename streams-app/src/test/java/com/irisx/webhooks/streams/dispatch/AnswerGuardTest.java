package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AnswerGuardTest {

  private final AnswerGuard guard = new AnswerGuard(Duration.ofSeconds(10), new HttpClientCodec());
  private final EmbeddedChannel channel = new EmbeddedChannel(guard);

  /** As Vert.x does, whose listeners are told on the event loop of the request, another one. */
  @Test
  void aRequestIsWrittenThoughItsListenersAreNotToldYet() {
    DefaultEventExecutor busy = new DefaultEventExecutor();
    CountDownLatch answered = new CountDownLatch(1);
    busy.execute(() -> await(answered));
    HttpResponse head = head();

    guard.write(
        channel.pipeline().context(guard), request(), new DefaultChannelPromise(channel, busy));
    channel.flush();
    answer(head);

    answered.countDown();
    var unused = busy.shutdownGracefully();
    assertThat(head.headers().contains(HttpHeaderNames.CONNECTION)).isFalse();
    assertThat(channel.finishAndReleaseAll()).isTrue();
  }

  @Test
  void anAnswerToWhatIsNotWrittenEndsTheConnection() {
    HttpResponse head = head();

    var unused = channel.write(request());
    answer(head);

    assertThat(head.headers().get(HttpHeaderNames.CONNECTION)).isEqualTo("close");
    assertThat(channel.finishAndReleaseAll()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpResponse head) {
    channel
        .pipeline()
        .fireChannelRead(head)
        .fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT)
        .fireChannelReadComplete();
  }

  private static HttpResponse head() {
    return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
  }

  private static DefaultFullHttpRequest request() {
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
  }
}
