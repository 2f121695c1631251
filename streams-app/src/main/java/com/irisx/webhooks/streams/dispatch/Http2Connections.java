package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open HTTP/2 connections. Threading: safe for use by several threads. */
final class Http2Connections {

  private final Vertx vertx;
  private final int maxStreams;
  private final Duration unusedKept;
  private final Map<HttpConnection, Http2Connection> open = new ConcurrentHashMap<>();

  Http2Connections(Vertx vertx, HttpSettings settings) {
    this.vertx = vertx;
    this.maxStreams = settings.maxStreamsPerConnection();
    this.unusedKept = settings.idleTimeout();
  }

  /** To be told of every new connection, of whatever version. */
  void opened(HttpConnection connection) {
    if (connection.protocolVersion() == HttpVersion.HTTP_2) {
      open.put(connection, new Http2Connection(connection, vertx, maxStreams, unusedKept));
      connection.closeHandler(closed -> open.remove(connection));
    }
  }

  /** Null if it is none. */
  @Nullable Http2Connection of(HttpConnection connection) {
    return open.get(connection);
  }

  int size() {
    return open.size();
  }
}
