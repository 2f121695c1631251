package com.irisx.webhooks.streams.schedule;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The due-ordered index, store {@value #NAME}. Written only by {@link ParkedStore}, together with
 * what it points to.
 *
 * <pre>
 * due time (8 bytes, milliseconds) | webhook id (16) | delivery id (16; zero: wake the webhook itself) → nothing
 * </pre>
 *
 * <p>Used as a queue, so its front fills with RocksDB tombstones. A scan therefore never starts at
 * the front: it starts at the cursor, the lowest key that may still be there.
 */
final class DueIndex {

  static final String NAME = "due";

  private static final UUID WAKE_UP = new UUID(0, 0);
  private static final byte[] NOTHING = {};
  private static final int KEY_BYTES = 40;
  private static final long NEVER = Long.MAX_VALUE;

  /** An entry of the index. */
  record Entry(long at, UUID webhookId, UUID deliveryId) {
    boolean isWakeUp() {
      return deliveryId.equals(WAKE_UP);
    }
  }

  private final KeyValueStore<Bytes, byte[]> store;

  /** No entry is due before this. 0 after a start, when nothing is known yet. */
  private long cursor;

  DueIndex(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  void add(long at, UUID webhookId, UUID deliveryId) {
    store.put(key(at, webhookId, deliveryId), NOTHING);
    cursor = Math.min(cursor, at);
  }

  void addWakeUp(long at, UUID webhookId) {
    add(at, webhookId, WAKE_UP);
  }

  void removeWakeUp(long at, UUID webhookId) {
    remove(new Entry(at, webhookId, WAKE_UP));
  }

  /** How many deliveries wait; reads the whole index. */
  int size() {
    int size = 0;
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        size += entry(entries.next().key).isWakeUp() ? 0 : 1;
      }
    }
    return size;
  }

  void remove(Entry entry) {
    store.delete(key(entry.at(), entry.webhookId(), entry.deliveryId()));
  }

  /**
   * At most {@code limit} entries due at {@code now}, earliest first. They stay until they are
   * removed.
   */
  List<Entry> due(long now, int limit) {
    if (cursor > now) {
      return List.of();
    }
    List<Entry> due = new ArrayList<>();
    Bytes from = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(cursor).array());
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, null)) {
      cursor = NEVER;
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> next = entries.next();
        Entry entry = entry(next.key);
        if (entry.at() > now || due.size() == limit) {
          cursor = entry.at();
          break;
        }
        due.add(entry);
      }
    }
    return due;
  }

  private static Bytes key(long at, UUID webhookId, UUID deliveryId) {
    return Bytes.wrap(
        ByteBuffer.allocate(KEY_BYTES)
            .putLong(at)
            .putLong(webhookId.getMostSignificantBits())
            .putLong(webhookId.getLeastSignificantBits())
            .putLong(deliveryId.getMostSignificantBits())
            .putLong(deliveryId.getLeastSignificantBits())
            .array());
  }

  private static Entry entry(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    return new Entry(
        bytes.getLong(),
        new UUID(bytes.getLong(), bytes.getLong()),
        new UUID(bytes.getLong(), bytes.getLong()));
  }
}
