package com.irisx.webhooks.streams.schedule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.irisx.webhooks.schema.Ids;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The one writer of the store {@value #NAME}.
 *
 * <pre>
 * webhook id (16 bytes) → {@link WebhookState}
 * </pre>
 *
 * <p>The states used last are also kept as objects: reading one costs more than the transition it
 * is read for. Nobody else writes, and a transaction that aborts ends this object too, so what is
 * kept is what is stored.
 */
final class WebhookStore {

  static final String NAME = "webhooks";

  /** In states and their hand-outs, of one partition; some 3 MiB. */
  private static final int MAX_KEPT = 10_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final StateWriter writer = new StateWriter();
  private final Cache<UUID, WebhookState> kept =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEPT)
          .weigher((UUID id, WebhookState state) -> 1 + state.inFlight().size())
          .executor(Runnable::run)
          .build();

  WebhookStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The webhook's state; {@link WebhookState#NEW} if there is none. */
  WebhookState get(UUID webhookId) {
    WebhookState known = kept.getIfPresent(webhookId);
    return known == null ? read(webhookId) : known;
  }

  private WebhookState read(UUID webhookId) {
    byte[] value = store.get(key(webhookId));
    if (value == null) {
      return WebhookState.NEW;
    }
    WebhookState state = WebhookStateFormat.read(value);
    kept.put(webhookId, state);
    return state;
  }

  void put(UUID webhookId, WebhookState state) {
    store.put(key(webhookId), WebhookStateFormat.write(writer, state));
    kept.put(webhookId, state);
  }

  void forget(UUID webhookId) {
    store.delete(key(webhookId));
    kept.invalidate(webhookId);
  }

  /** Calls {@code each} with the state of every webhook. */
  void forEach(Consumer<WebhookState> each) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        each.accept(WebhookStateFormat.read(entries.next().value));
      }
    }
  }

  private static Bytes key(UUID webhookId) {
    return Bytes.wrap(Ids.bytes(webhookId));
  }
}
