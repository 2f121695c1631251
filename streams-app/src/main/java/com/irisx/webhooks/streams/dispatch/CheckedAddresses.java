package com.irisx.webhooks.streams.dispatch;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.address.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The one way from a host to an address: what comes out has passed the address policy, literal or
 * resolved, fresh or remembered. Whoever dials dials exactly this address, so there is no second
 * look-up that could answer otherwise (DNS rebinding).
 *
 * <p>While no server can say where a name is, it is where it was last found, for up to {@link
 * #OUTAGE_BRIDGED}: an outage of our resolver must not use up the attempts of all tenants.
 *
 * <p>Threading: safe for use by several threads. Look-ups of one name at one time are made once.
 */
final class CheckedAddresses {

  /** Failures are remembered briefly, so that a flood of tasks is no flood of look-ups. */
  static final Duration FAILURE_KEPT = Duration.ofSeconds(1);

  /** How long a name is taken to be where it was last found, while nobody can say. */
  static final Duration OUTAGE_BRIDGED = Duration.ofMinutes(10);

  /** How long is waited for a server where it is known where the name was. */
  private static final int PATIENCE_MS = 1_000;

  private final NameResolver resolver;
  private final AddressPolicy policy;
  private final LookUpMetrics metrics;
  private final AsyncCache<String, Resolution> cache;
  private final Cache<String, Resolution> lastFound;

  /**
   * Addresses by a resolver and a policy.
   *
   * @param kept how long the addresses of a name are used before it is looked up again
   * @param maxNames how many names are remembered
   */
  CheckedAddresses(
      NameResolver resolver,
      AddressPolicy policy,
      Duration kept,
      int maxNames,
      Ticker ticker,
      LookUpMetrics metrics) {
    this.resolver = resolver;
    this.policy = policy;
    this.metrics = metrics;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(maxNames)
            .expireAfter(
                Expiry.<String, Resolution>writing(
                    (name, resolution) ->
                        resolution instanceof Resolution.Failed ? FAILURE_KEPT : kept))
            .ticker(ticker)
            .executor(Runnable::run)
            .buildAsync();
    this.lastFound =
        Caffeine.newBuilder()
            .maximumSize(maxNames)
            .expireAfterWrite(OUTAGE_BRIDGED)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** What may be dialled for {@code host}; never fails. Done at once if it is known. */
  CompletableFuture<Resolution> of(Host host) {
    if (host instanceof Host.Address literal) {
      return CompletableFuture.completedFuture(check(List.of(literal.address())));
    }
    CompletableFuture<Resolution> known = cache.getIfPresent(host.text());
    if (known != null) {
      metrics.remembered();
      return known;
    }
    return cache.get(host.text(), (name, executor) -> lookUp(name));
  }

  private CompletableFuture<Resolution> lookUp(String name) {
    long since = metrics.now();
    CompletableFuture<List<InetAddress>> asked = resolver.resolve(name);
    if (lastFound.getIfPresent(name) != null) {
      asked = asked.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS); // the request's time runs
    }
    return asked.handle(
        (addresses, failure) -> {
          Resolution found =
              failure == null
                  ? check(addresses)
                  : new Resolution.Failed("the name could not be resolved");
          metrics.lookedUp(since, found);
          return failure == null || isNoSuchName(failure)
              ? remember(name, found)
              : Objects.requireNonNullElse(lastFound.getIfPresent(name), found);
        });
  }

  private Resolution remember(String name, Resolution found) {
    if (found instanceof Resolution.Allowed) {
      lastFound.put(name, found);
    } else {
      lastFound.invalidate(name);
    }
    return found;
  }

  private static boolean isNoSuchName(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof UnknownHostException;
  }

  private Resolution check(List<InetAddress> addresses) {
    List<InetAddress> allowed = addresses.stream().filter(policy::allows).toList();
    return allowed.isEmpty() ? new Resolution.Blocked() : new Resolution.Allowed(allowed);
  }
}
