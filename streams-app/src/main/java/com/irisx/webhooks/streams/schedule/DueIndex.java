package com.irisx.webhooks.streams.schedule;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
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
 * the front: it starts at the horizon, up to which everything is known. And since opening a scan
 * costs far more than a step of it, each scan also reads what falls due soon, so that one in many
 * punctuations opens one.
 */
final class DueIndex {

  static final String NAME = "due";

  /** How far ahead a scan reads, in time and in entries. */
  private static final long LOOK_AHEAD_MS = 1_000;

  private static final int MAX_AHEAD = 5_000;

  private static final UUID WAKE_UP = new UUID(0, 0);
  private static final byte[] NOTHING = {};
  private static final int KEY_BYTES = 40;
  private static final long NEVER = Long.MAX_VALUE;

  /** An entry of the index. */
  record Entry(long at, UUID webhookId, UUID deliveryId) implements Comparable<Entry> {

    private static final Comparator<Entry> ORDER =
        Comparator.comparingLong(Entry::at)
            .thenComparing(Entry::webhookId)
            .thenComparing(Entry::deliveryId);

    boolean isWakeUp() {
      return deliveryId.equals(WAKE_UP);
    }

    @Override
    public int compareTo(Entry other) {
      return ORDER.compare(this, other);
    }
  }

  private final KeyValueStore<Bytes, byte[]> store;

  /** All entries before the horizon, and perhaps some at it. */
  private final TreeSet<Entry> ahead = new TreeSet<>();

  /** Milliseconds since the epoch; 0 after a start, when nothing is known yet. */
  private long horizon;

  DueIndex(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  void add(long at, UUID webhookId, UUID deliveryId) {
    store.put(key(at, webhookId, deliveryId), NOTHING);
    if (at < horizon) {
      ahead.add(new Entry(at, webhookId, deliveryId));
      if (ahead.size() > MAX_AHEAD) {
        horizon = ahead.pollLast().at();
      }
    }
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
    ahead.remove(entry);
  }

  /**
   * At most {@code limit} entries due at {@code now}, earliest first, of which at most {@code
   * wakeUps} are that: limits are counted by whole seconds and minutes, so very many webhooks may
   * wake at one instant, and no retry waits behind them. Entries stay until they are removed.
   */
  List<Entry> due(long now, int limit, int wakeUps) {
    if (now >= horizon && ahead.size() < limit) {
      lookAhead(now);
    }
    List<Entry> due = new ArrayList<>();
    int left = wakeUps;
    for (Entry entry : ahead) {
      if (entry.at() > now || due.size() == limit) {
        break;
      }
      if (!entry.isWakeUp() || left-- > 0) {
        due.add(entry);
      }
    }
    return due;
  }

  private void lookAhead(long now) {
    Bytes from = Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(horizon).array());
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, null)) {
      horizon = NEVER;
      while (entries.hasNext()) {
        Entry entry = entry(entries.next().key);
        if (entry.at() > now + LOOK_AHEAD_MS || ahead.size() >= MAX_AHEAD) {
          horizon = entry.at();
          return;
        }
        ahead.add(entry);
      }
    }
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
