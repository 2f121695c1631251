package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests on kept connections, to the address that was checked, with the name kept for
 * {@code Host} or {@code :authority}, SNI and the certificate. {@code https} endpoints choose
 * between HTTP/2 and HTTP/1.1 by ALPN; plain {@code http} is HTTP/1.1 always. Does what the {@link
 * Exchange} tells it and nothing by itself: no redirects, no second sending, no decompression, no
 * server push, no alternative services.
 *
 * <p>Connections are pooled by (name, port, scheme, dialled address), so a connection to an address
 * is never used for another one, whatever the name resolves to by then. An egress proxy changes
 * nothing of this: it is the event loops' transport that goes through it.
 */
final class HttpSender {

  /** In bytes. A longer header section of an answer is a protocol error. */
  static final int MAX_ANSWER_HEADER_BYTES = 32 * 1024;

  /**
   * More than all lanes together can have in flight. Those past their deadline wait on, since the
   * client cannot take them back; more of them than this say that the host takes no connections.
   */
  private static final int MAX_WAITING_PER_HOST = 1_000;

  private static final int POOL_CLEANED_EVERY_MS = 1000;

  /** In bytes. What a stream may send before we have read any of it: little more than is kept. */
  private static final int STREAM_WINDOW = 2 * CappedBody.MAX_BYTES;

  private final HttpClient client;
  private final @Nullable EgressProxy proxy;
  private final CheckedAddresses addresses;
  private final Http2Connections http2;
  private final ConnectionMetrics connections;

  /**
   * A sender on event loops that were made for the same settings.
   *
   * @param connections the same as those of the event loops
   */
  HttpSender(
      Vertx vertx,
      HttpSettings settings,
      CheckedAddresses addresses,
      ConnectionMetrics connections) {
    this.connections = connections;
    this.proxy = settings.egressProxy();
    this.addresses = addresses;
    this.http2 = new Http2Connections(vertx, settings);
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(settings))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(settings.maxConnectionsPerHost())
                    .setHttp2MaxSize(settings.maxHttp2ConnectionsPerHost())
                    .setMaxWaitQueueSize(MAX_WAITING_PER_HOST)
                    .setCleanerPeriod(POOL_CLEANED_EVERY_MS))
            .withConnectHandler(
                connection -> {
                  // Without it the client logs what it cannot parse, that is what endpoints write.
                  connection.exceptionHandler(failure -> {});
                  AnswerGuard.guard(connection, settings.idleTimeout());
                  http2.opened(connection);
                  connections.opened(connection);
                })
            .build();
  }

  private static HttpClientOptions options(HttpSettings settings) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setUseAlpn(true)
            .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
            .setHttp2ClearTextUpgrade(false)
            .setHttp2MultiplexingLimit(settings.maxStreamsPerConnection())
            .setHttp2KeepAliveTimeout((int) settings.idleTimeout().toSeconds())
            .setInitialSettings(
                new Http2Settings()
                    .setPushEnabled(false)
                    .setInitialWindowSize(STREAM_WINDOW)
                    .setMaxHeaderListSize(MAX_ANSWER_HEADER_BYTES))
            .setKeepAlive(true)
            .setPipelining(false)
            .setKeepAliveTimeout((int) settings.idleTimeout().toSeconds())
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setSslHandshakeTimeout(settings.tlsHandshakeTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setVerifyHost(true)
            .setTrustAll(false)
            .setDecompressionSupported(false)
            .setMaxRedirects(0)
            .setMaxHeaderSize(MAX_ANSWER_HEADER_BYTES);
    CaBundle bundle = settings.caBundle();
    return bundle == null ? options : options.setTrustOptions(bundle.trust());
  }

  /** Makes one request; to be called on the event loop of {@code context}. Never fails. */
  CompletableFuture<Answer> send(Call call, Context context) {
    return Exchange.start(call, addresses, client, http2, connections, proxy, context);
  }

  /** HTTP/2 connections that are not closed, retired ones too. */
  int openHttp2Connections() {
    return http2.size();
  }

  /** Closes every connection. */
  void close(Duration limit) {
    client
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> null)
        .join();
  }
}
