package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.address.Host;
import com.irisx.webhooks.address.TargetUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A name server that says what the test says. Threading: safe for use by several threads. */
final class ScriptedNames implements NameResolver {

  private final AtomicInteger lookUps = new AtomicInteger();
  private volatile CompletableFuture<List<InetAddress>> next = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<List<InetAddress>> once;

  /** From now on every name has these addresses. */
  void answer(String... addresses) {
    next = CompletableFuture.completedFuture(addresses(addresses));
  }

  /** At the next look-up every name has the first addresses, from then on the others. */
  void answerThen(String[] first, String... others) {
    answer(others);
    once = CompletableFuture.completedFuture(addresses(first));
  }

  /** From now on no name has an address. */
  void fail() {
    next = CompletableFuture.failedFuture(new UnknownHostException("scripted"));
  }

  /** From now on no name server answers. */
  void noAnswer() {
    next = CompletableFuture.failedFuture(new IOException("scripted"));
  }

  /** From now on look-ups do not end before {@link #complete}. */
  void stayOpen() {
    next = new CompletableFuture<>();
  }

  void complete(String... addresses) {
    next.complete(addresses(addresses));
  }

  int lookUps() {
    return lookUps.get();
  }

  @Override
  public CompletableFuture<List<InetAddress>> resolve(String name) {
    lookUps.incrementAndGet();
    CompletableFuture<List<InetAddress>> answer = once;
    once = null;
    return answer == null ? next.copy() : answer;
  }

  /** An address written as a literal. */
  static InetAddress address(String text) {
    String host = text.indexOf(':') < 0 ? text : "[" + text + "]";
    return ((Host.Address) TargetUrl.parse("http://" + host + "/").host()).address();
  }

  private static List<InetAddress> addresses(String... addresses) {
    return Stream.of(addresses).map(ScriptedNames::address).toList();
  }
}
