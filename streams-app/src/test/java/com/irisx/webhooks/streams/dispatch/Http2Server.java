package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks HTTP/2 and HTTP/1.1 over TLS, by ALPN, on all local addresses. */
final class Http2Server implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  final AtomicInteger accepted = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();
  final List<SocketAddress> dialled = new CopyOnWriteArrayList<>();

  private Http2Server(TestCertificate certificate, Handler<HttpServerRequest> handler) {
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setSni(true)
                    .setKeyCertOptions(certificate.key()))
            .connectionHandler(
                connection -> {
                  accepted.incrementAndGet();
                  open.incrementAndGet();
                  dialled.add(connection.localAddress());
                  connection.closeHandler(closed -> open.decrementAndGet());
                })
            .requestHandler(
                request -> {
                  requests.add(request);
                  handler.handle(request);
                });
  }

  static Http2Server start(TestCertificate certificate, Handler<HttpServerRequest> handler) {
    Http2Server started = new Http2Server(certificate, handler);
    started
        .server
        .listen(0)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
    return started;
  }

  int port() {
    return server.actualPort();
  }

  String url(String name) {
    return "https://" + name + ":" + port() + "/hook";
  }

  boolean spokeOnly(HttpVersion version) {
    return requests.stream().allMatch(request -> request.version() == version);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
