package com.irisx.webhooks.streams.subscription;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.irisx.webhooks.schema.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the global table: a bounded cache on the heap in front of a store on disk.
 *
 * <p>Threading: safe for use by several threads. The table writes the store first and then calls
 * {@link #changed}; a look-up that read the old value before that is dropped from the cache by it.
 */
public final class SubscriptionIndex implements SubscriptionDirectory {

  /** Webhooks kept on the heap unless configured otherwise. */
  public static final int DEFAULT_MAX_CACHED_WEBHOOKS = 50_000;

  private final Cache<UUID, Subscription> webhooks;
  private final Cache<String, TenantWebhooks> tenants;
  private volatile @Nullable ReadOnlyKeyValueStore<Bytes, byte[]> store;

  /**
   * @param maxCachedWebhooks how many webhooks are kept on the heap
   */
  public SubscriptionIndex(int maxCachedWebhooks) {
    webhooks = Caffeine.newBuilder().maximumSize(maxCachedWebhooks).build();
    tenants =
        Caffeine.newBuilder()
            .maximumWeight(maxCachedWebhooks)
            .weigher((String tenantId, TenantWebhooks found) -> 1 + found.weight())
            .build();
  }

  @Override
  public @Nullable Subscription find(String tenantId, UUID webhookId) {
    Subscription found =
        webhooks.get(webhookId, id -> load(SubscriptionKeys.webhook(tenantId, id)));
    return found != null && found.tenantId().equals(tenantId) ? found : null;
  }

  /** The tenant's enabled webhooks that want events of this type, whatever their filters say. */
  public List<Subscriber> matching(String tenantId, String eventType) {
    return tenants.get(tenantId, this::load).matching(eventType);
  }

  void open(ReadOnlyKeyValueStore<Bytes, byte[]> opened) {
    store = opened;
    tenants.invalidateAll();
    webhooks.invalidateAll();
  }

  void changed(String tenantId, UUID webhookId) {
    tenants.invalidate(tenantId);
    webhooks.invalidate(webhookId);
  }

  private @Nullable Subscription load(Bytes key) {
    byte[] value = opened().get(key);
    return value == null ? null : Subscription.FORMAT.read(value);
  }

  private TenantWebhooks load(String tenantId) {
    List<Subscription> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        opened().range(SubscriptionKeys.firstOf(tenantId), SubscriptionKeys.lastOf(tenantId))) {
      while (entries.hasNext()) {
        var entry = entries.next();
        // Not by way of the other cache: it may still have the webhook as it was, and this tenant
        // would keep that.
        found.add(Subscription.FORMAT.read(entry.value));
      }
    }
    return new TenantWebhooks(found);
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> opened() {
    ReadOnlyKeyValueStore<Bytes, byte[]> current = store;
    if (current == null) {
      throw new IllegalStateException("the table of webhooks is not open yet");
    }
    return current;
  }
}
