package com.irisx.webhooks.streams.dispatch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds the egress proxy as any program on this machine would: by the system's resolver, with its
 * search domains. The JDK remembers what it finds; the look-up blocks, so it has a thread of its
 * own, which ends when it has been idle.
 *
 * <p>Threading: safe for use by several threads.
 */
final class ProxyLookUp {

  private static final int IDLE_SECONDS = 10;

  private final EgressProxy proxy;
  private final ThreadPoolExecutor thread;

  ProxyLookUp(EgressProxy proxy) {
    this.proxy = proxy;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread created = new Thread(task, "egress-proxy-look-up");
              created.setDaemon(true);
              return created;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /** Where the proxy is; fails if its name cannot be resolved. */
  CompletableFuture<InetSocketAddress> address() {
    return CompletableFuture.supplyAsync(this::lookUp, thread);
  }

  private InetSocketAddress lookUp() {
    try {
      return new InetSocketAddress(InetAddress.getByName(proxy.host()), proxy.port());
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }
}
