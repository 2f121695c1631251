package com.irisx.webhooks.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** A cheap endpoint that answers 200 and tells which event came. */
final class Receiver implements AutoCloseable {

  private static final int ID_AT = "{\"id\":\"".length();

  private final Vertx vertx;
  private final HttpServer server;

  private Receiver(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** Starts on a free port; {@code onEvent} is called with the event id of every request. */
  static Receiver start(Consumer<String> onEvent) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> answer(request, onEvent))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return new Receiver(vertx, server);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  private static void answer(HttpServerRequest request, Consumer<String> onEvent) {
    request.bodyHandler(
        body -> {
          int end = ID_AT;
          while (body.getByte(end) != '"') {
            end++;
          }
          onEvent.accept(body.getString(ID_AT, end));
          request.response().end();
        });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
