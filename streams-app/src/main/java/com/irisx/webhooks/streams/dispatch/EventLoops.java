package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The threads that make requests. A webhook's requests are all made on the same one. */
final class EventLoops {

  private final Vertx vertx;
  private final List<Context> contexts;

  EventLoops(int count) {
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(count)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.contexts =
        IntStream.range(0, count)
            .<Context>mapToObj(i -> ((VertxInternal) vertx).createEventLoopContext())
            .toList();
  }

  Vertx vertx() {
    return vertx;
  }

  /** Where the requests of a webhook are made. */
  Context of(UUID webhookId) {
    return contexts.get(Math.floorMod(webhookId.hashCode(), contexts.size()));
  }

  void close(Duration limit) {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> null)
        .join();
  }
}
