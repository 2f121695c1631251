package com.irisx.webhooks.streams.dispatch;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Resolves names with the hosts file and the name servers of {@code /etc/resolv.conf}, without
 * blocking. Search domains are not applied: a tenant's name is absolute, and must not reach a
 * neighbour inside the cluster because it happens to be short.
 *
 * <p>Threading: safe for use by several threads; has a thread of its own.
 */
final class DnsNames implements NameResolver, AutoCloseable {

  private static final int THREADS = 1;

  private final EventLoopGroup eventLoop =
      new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
  private final DnsNameResolver resolver;

  /**
   * A resolver.
   *
   * @param queryTimeout after which a name server is taken for silent and the next one asked
   */
  DnsNames(Duration queryTimeout) {
    this(queryTimeout, DnsServerAddressStreamProviders.platformDefault());
  }

  DnsNames(Duration queryTimeout, DnsServerAddressStreamProvider servers) {
    // Netty's own caches have no bound; ours is CheckedAddresses.
    this.resolver =
        new DnsNameResolverBuilder(eventLoop.next())
            .nameServerProvider(servers)
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(queryTimeout.toMillis())
            .searchDomains(List.of())
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .build();
  }

  @Override
  public CompletableFuture<List<InetAddress>> resolve(String name) {
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    Future<List<InetAddress>> addresses = resolver.resolveAll(name);
    addresses.addListener(
        done -> {
          if (done.isSuccess()) {
            result.complete(List.copyOf(addresses.getNow()));
          } else {
            result.completeExceptionally(
                isNoSuchName(done.cause())
                    ? done.cause()
                    : new IOException("no server could say", done.cause()));
          }
        });
    return result;
  }

  /** Netty says "unknown host" of whatever went wrong; a server's word is in the cause. */
  private static boolean isNoSuchName(Throwable failure) {
    return failure instanceof UnknownHostException
        && failure.getCause() instanceof DnsErrorCauseException said
        && said.getCode().equals(DnsResponseCode.NXDOMAIN);
  }

  @Override
  public void close() {
    resolver.close();
    var unused = eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
