package com.irisx.webhooks.streams.dispatch;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for the addresses of a name. Says nothing about whether they may be dialled.
 *
 * <p>Threading: safe for use by several threads; never blocks.
 */
@FunctionalInterface
interface NameResolver {

  /**
   * The addresses of a name, in order of preference; fails with {@link
   * java.net.UnknownHostException} if it has none, and otherwise if nobody could say.
   *
   * @param name lower case ASCII, absolute without the dot at the end
   */
  CompletableFuture<List<InetAddress>> resolve(String name);
}
