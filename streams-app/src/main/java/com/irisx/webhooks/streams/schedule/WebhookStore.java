package com.irisx.webhooks.streams.schedule;

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
 */
final class WebhookStore {

  static final String NAME = "webhooks";

  private final KeyValueStore<Bytes, byte[]> store;

  WebhookStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The webhook's state; {@link WebhookState#NEW} if there is none. */
  WebhookState get(UUID webhookId) {
    byte[] value = store.get(key(webhookId));
    return value == null ? WebhookState.NEW : WebhookStateFormat.read(value);
  }

  void put(UUID webhookId, WebhookState state) {
    store.put(key(webhookId), WebhookStateFormat.write(state));
  }

  void forget(UUID webhookId) {
    store.delete(key(webhookId));
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
