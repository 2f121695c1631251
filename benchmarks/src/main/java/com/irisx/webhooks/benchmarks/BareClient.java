package com.irisx.webhooks.benchmarks;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The HTTP client that DISPATCH uses, alone: the same POSTs with ready headers, the next one from
 * the callback of the one before. No topics, no signing, no deadline.
 */
final class BareClient implements AutoCloseable {

  private final Vertx vertx;
  private final HttpClient client;
  private final int eventLoops;

  BareClient(int eventLoops, int inFlight) {
    this.eventLoops = eventLoops;
    this.vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops));
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true),
            new PoolOptions().setHttp1MaxSize(inFlight));
  }

  /**
   * Makes {@code requests} with {@code inFlight} at a time; returns how many were not answered 200.
   */
  long run(int port, byte[] body, MultiMap headers, int requests, int inFlight)
      throws InterruptedException {
    AtomicInteger left = new AtomicInteger(requests);
    AtomicLong failed = new AtomicLong();
    CountDownLatch done = new CountDownLatch(requests);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/0")
            .setHeaders(headers);
    for (int loop = 0; loop < eventLoops; loop++) {
      Context context = ((VertxInternal) vertx).createEventLoopContext();
      for (int i = 0; i < inFlight / eventLoops; i++) {
        context.runOnContext(start -> next(options, Buffer.buffer(body), left, failed, done));
      }
    }
    done.await();
    return failed.get();
  }

  private void next(
      RequestOptions options,
      Buffer body,
      AtomicInteger left,
      AtomicLong failed,
      CountDownLatch done) {
    if (left.getAndDecrement() <= 0) {
      return;
    }
    client
        .request(options)
        .compose(request -> request.send(body))
        .compose(
            response -> {
              if (response.statusCode() != 200) {
                failed.incrementAndGet();
              }
              return response.end();
            })
        .onComplete(
            ended -> {
              if (ended.failed()) {
                failed.incrementAndGet();
              }
              done.countDown();
              next(options, body, left, failed, done);
            });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
