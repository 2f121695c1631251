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
 * delivery id (16 bytes) @ start of its slot → when it was admitted (8 bytes, milliseconds since the epoch)
 * </pre>
 *
 * <p>Time is cut into slots as long as the window, and an entry is written at the start of its
 * slot. So a look-up is two point reads instead of a range scan, and all of a slot is dropped at
 * once when the second slot after it begins.
 */
final class SeenStore {

  static final String NAME = "seen";

  private static final long CLOCK_SKEW_MS = 5 * 60_000L;

  private final WindowStore<Bytes, byte[]> store;
  private final long windowMillis;

  SeenStore(WindowStore<Bytes, byte[]> store, Duration window) {
    this.store = store;
    this.windowMillis = window.toMillis();
  }

  /** How long the store must keep its entries: the slot before the newest one is just not over. */
  static Duration retention(Duration window) {
    return window.plusMillis(1);
  }

  /** Whether the delivery was admitted within the window before {@code now}. */
  boolean contains(UUID deliveryId, long now) {
    Bytes key = key(deliveryId);
    long slot = slot(now);
    // The clock may have been a little ahead when it was written.
    long ahead = slot(now + CLOCK_SKEW_MS);
    return isRecent(store.fetch(key, slot), now)
        || isRecent(store.fetch(key, slot - windowMillis), now)
        || (ahead != slot && isRecent(store.fetch(key, ahead), now));
  }

  private boolean isRecent(byte[] admittedAt, long now) {
    return admittedAt != null && now - ByteBuffer.wrap(admittedAt).getLong() <= windowMillis;
  }

  void add(UUID deliveryId, long now) {
    store.put(key(deliveryId), ByteBuffer.allocate(Long.BYTES).putLong(now).array(), slot(now));
  }

  private long slot(long now) {
    return now - Math.floorMod(now, windowMillis);
  }

  private static Bytes key(UUID deliveryId) {
    return Bytes.wrap(Ids.bytes(deliveryId));
  }
}
