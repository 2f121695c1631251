package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Ids;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The one writer of the store {@value #NAME}: which deliveries were admitted within the
 * deduplication window.
 *
 * <pre>
 * delivery id (16 bytes) @ start of its slot → offset of its record on the deliveries topic (8 bytes)
 * </pre>
 *
 * <p>Time is cut into slots of a quarter of the window, and an entry is written at the start of its
 * slot. So a look-up is a few point reads instead of a range scan, and whole segments are dropped
 * when they are older than the window. An entry counts for at least the window and at most a
 * quarter longer.
 */
final class SeenStore {

  static final String NAME = "seen";

  private static final int SLOTS_PER_WINDOW = 4;
  private static final long CLOCK_SKEW_MS = 5 * 60_000L;

  private final WindowStore<Bytes, byte[]> store;
  private final long slotMillis;

  SeenStore(WindowStore<Bytes, byte[]> store, Duration window) {
    this.store = store;
    this.slotMillis = slotMillis(window);
  }

  /** How long the store must keep its entries for this window. */
  static Duration retention(Duration window) {
    return Duration.ofMillis(slotMillis(window) * (SLOTS_PER_WINDOW + 1));
  }

  /** Whether the delivery was admitted within the window before {@code now}. */
  boolean contains(UUID deliveryId, long now) {
    Bytes key = key(deliveryId);
    long slot = slot(now);
    // The clock may have been a little ahead when it was written.
    long ahead = slot(now + CLOCK_SKEW_MS);
    if (ahead != slot && store.fetch(key, ahead) != null) {
      return true;
    }
    for (int age = 0; age <= SLOTS_PER_WINDOW; age++) {
      if (store.fetch(key, slot - age * slotMillis) != null) {
        return true;
      }
    }
    return false;
  }

  void add(UUID deliveryId, long offset, long now) {
    store.put(key(deliveryId), ByteBuffer.allocate(Long.BYTES).putLong(offset).array(), slot(now));
  }

  private long slot(long now) {
    return now - Math.floorMod(now, slotMillis);
  }

  private static long slotMillis(Duration window) {
    return Math.max(1, window.toMillis() / SLOTS_PER_WINDOW);
  }

  private static Bytes key(UUID deliveryId) {
    return Bytes.wrap(Ids.bytes(deliveryId));
  }
}
