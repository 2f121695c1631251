package com.irisx.webhooks.streams.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.dispatch.EndpointFactory.UnusableException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints in use, derived again as soon as the directory returns another instance of the
 * webhook, so that an edit counts from the next attempt on.
 *
 * <p>Threading: safe for use by several threads; two may derive the same endpoint at one time,
 * which is waste and nothing else.
 */
final class Endpoints {

  private final EndpointFactory factory;
  private final Cache<UUID, Derived> cache;

  Endpoints(EndpointFactory factory, int maxCached) {
    this.factory = factory;
    this.cache = Caffeine.newBuilder().maximumSize(maxCached).executor(Runnable::run).build();
  }

  /** Either the endpoint, or why there is none. */
  private record Derived(Subscription from, @Nullable Endpoint endpoint, String unusableBecause) {}

  /**
   * The endpoint of a webhook.
   *
   * @throws UnusableException if no request can be made with its configuration
   */
  @SuppressWarnings("ReferenceEquality") // the directory's promise: same instance, same webhook
  Endpoint of(Subscription webhook) throws UnusableException {
    Derived derived = cache.getIfPresent(webhook.id());
    if (derived == null || derived.from() != webhook) {
      derived = derive(webhook);
      cache.put(webhook.id(), derived);
    }
    if (derived.endpoint() != null) {
      return derived.endpoint();
    }
    throw new UnusableException(derived.unusableBecause());
  }

  private Derived derive(Subscription webhook) {
    try {
      return new Derived(webhook, factory.create(webhook), "");
    } catch (UnusableException e) {
      return new Derived(webhook, null, e.because());
    }
  }
}
