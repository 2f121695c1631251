package com.irisx.webhooks.streams.dispatch;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The threads that make requests. A webhook's requests are all made on the same one. */
final class EventLoops {

  private final Vertx vertx;
  private final List<Context> contexts;

  /** Threads as many as the settings say, which connect as the settings say. */
  EventLoops(HttpSettings settings, ConnectionMetrics connections) {
    int count = settings.eventLoops();
    Transport under = under();
    this.vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setPreferNativeTransport(true)
                    .setEventLoopPoolSize(count)
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setFileCachingEnabled(false)
                            .setClassPathResolvingEnabled(false)))
            .withTransport(
                new Named(
                    under,
                    new EndpointTransport(under.implementation(), first(settings, connections))))
            .build();
    this.contexts =
        IntStream.range(0, count)
            .<Context>mapToObj(i -> ((VertxInternal) vertx).createEventLoopContext())
            .toList();
  }

  /** The native transport where there is one. */
  private static Transport under() {
    Transport found = Transport.nativeTransport();
    return found != null && found.available() ? found : Transport.NIO;
  }

  /** What every channel to an endpoint begins with. */
  private static Consumer<Channel> first(HttpSettings settings, ConnectionMetrics connections) {
    Duration prefaceLimit = settings.tlsHandshakeTimeout().multipliedBy(2);
    Consumer<Channel> tunnel = tunnel(settings);
    return channel -> {
      tunnel.accept(channel);
      channel.pipeline().addLast(new PrefaceLimit(prefaceLimit));
      connections.watch(channel);
    };
  }

  private static Consumer<Channel> tunnel(HttpSettings settings) {
    EgressProxy proxy = settings.egressProxy();
    if (proxy == null) {
      return channel -> {};
    }
    ProxyLookUp lookUp = new ProxyLookUp(proxy);
    return channel ->
        channel.pipeline().addLast(new EgressTunnel(proxy, lookUp, settings.connectTimeout()));
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

  /** A transport under the name of another. */
  private record Named(Transport under, EndpointTransport implementation) implements Transport {

    @Override
    public String name() {
      return under.name();
    }

    @Override
    public boolean available() {
      return under.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
      return under.unavailabilityCause();
    }
  }
}
