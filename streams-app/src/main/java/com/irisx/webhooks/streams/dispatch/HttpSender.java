package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests: HTTP/1.1 on kept connections, to the address that was checked, with the name kept
 * for {@code Host}, SNI and the certificate. Does what the {@link Exchange} tells it and nothing by
 * itself: no redirects, no second sending, no decompression, no proxy.
 *
 * <p>Connections are pooled by (name, port, scheme, dialled address), so a connection to an address
 * is never used for another one, whatever the name resolves to by then.
 */
final class HttpSender {

  /** In bytes. A longer header section of an answer is a protocol error. */
  static final int MAX_ANSWER_HEADER_BYTES = 32 * 1024;

  /** More than all lanes together can have in flight: waiting ends by the deadline, not by this. */
  private static final int MAX_WAITING_PER_HOST = 10_000;

  private static final int POOL_CLEANED_EVERY_MS = 1000;

  private final HttpClient client;
  private final CheckedAddresses addresses;

  /**
   * A sender on the event loops of {@code vertx}.
   *
   * @param trust the certificate authorities to trust; null for those of the JDK
   * @param onConnection told of every new connection
   */
  HttpSender(
      Vertx vertx,
      HttpSettings settings,
      CheckedAddresses addresses,
      @Nullable TrustOptions trust,
      Runnable onConnection) {
    this.addresses = addresses;
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(settings, trust))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(settings.maxConnectionsPerHost())
                    .setMaxWaitQueueSize(MAX_WAITING_PER_HOST)
                    .setCleanerPeriod(POOL_CLEANED_EVERY_MS))
            .withConnectHandler(
                connection -> {
                  // Without it the client logs what it cannot parse, that is what endpoints write.
                  connection.exceptionHandler(failure -> {});
                  AnswerGuard.guard(connection, settings.idleTimeout());
                  onConnection.run();
                })
            .build();
  }

  private static HttpClientOptions options(HttpSettings settings, @Nullable TrustOptions trust) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
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
    return trust == null ? options : options.setTrustOptions(trust);
  }

  /** Makes one request; to be called on the event loop of {@code context}. Never fails. */
  CompletableFuture<Answer> send(Call call, Context context) {
    return Exchange.start(call, addresses, client, context);
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
