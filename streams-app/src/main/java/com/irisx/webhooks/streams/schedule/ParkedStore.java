package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Ids;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of deliveries that wait, and of the two indexes that say what they wait for.
 *
 * <pre>
 * parked   webhook id (16) | delivery id (16) → {@link Parked}
 * line     webhook id (16) | number in line (8) → delivery id (16)
 * due      see {@link DueIndex}
 * </pre>
 *
 * <p>A parked delivery has exactly one entry in exactly one index, the one its {@link Parked.Place}
 * names.
 */
final class ParkedStore {

  static final String NAME = "parked";
  static final String LINE_NAME = "line";

  private final KeyValueStore<Bytes, byte[]> parkedById;
  private final KeyValueStore<Bytes, byte[]> line;
  private final DueIndex due;
  private final Gauges gauges;

  /** How many are parked: a look for nothing in each delivery's way is dear. */
  private int size;

  ParkedStore(
      KeyValueStore<Bytes, byte[]> parkedById,
      KeyValueStore<Bytes, byte[]> line,
      DueIndex due,
      Gauges gauges) {
    this.parkedById = parkedById;
    this.line = line;
    this.due = due;
    this.gauges = gauges;
  }

  /** Counts what is there: once, when the stores have been opened. */
  void countAll() {
    size = due.size();
    gauges.waitingForTime(size);
    try (KeyValueIterator<Bytes, byte[]> entries = line.all()) {
      while (entries.hasNext()) {
        entries.next();
        size++;
        gauges.waitingInLine(1);
      }
    }
  }

  /** Stores a delivery that was not parked, with its index entry. */
  void park(Parked parked) {
    UUID webhookId = parked.delivery().webhookId();
    UUID deliveryId = parked.delivery().deliveryId();
    if (parked.place() instanceof Parked.Due until) {
      due.add(until.at(), webhookId, deliveryId);
      gauges.waitingForTime(1);
    } else if (parked.place() instanceof Parked.InLine inLine) {
      line.put(lineKey(webhookId, inLine.number()), Ids.bytes(deliveryId));
      gauges.waitingInLine(1);
    }
    parkedById.put(parkedKey(webhookId, deliveryId), ParkedFormat.write(parked));
    size++;
  }

  /** Removes a parked delivery with its index entry. */
  void remove(Parked parked) {
    UUID webhookId = parked.delivery().webhookId();
    UUID deliveryId = parked.delivery().deliveryId();
    if (parked.place() instanceof Parked.Due until) {
      due.remove(new DueIndex.Entry(until.at(), webhookId, deliveryId));
      gauges.waitingForTime(-1);
    } else if (parked.place() instanceof Parked.InLine inLine) {
      line.delete(lineKey(webhookId, inLine.number()));
      gauges.waitingInLine(-1);
    }
    parkedById.delete(parkedKey(webhookId, deliveryId));
    size--;
  }

  /** The parked delivery, or null if it is not parked. */
  @Nullable Parked find(UUID webhookId, UUID deliveryId) {
    if (size == 0) {
      return null;
    }
    byte[] value = parkedById.get(parkedKey(webhookId, deliveryId));
    return value == null ? null : ParkedFormat.read(value);
  }

  /** The delivery with this number in the webhook's line, or null if it was cancelled meanwhile. */
  @Nullable Parked findInLine(UUID webhookId, long number) {
    byte[] deliveryId = line.get(lineKey(webhookId, number));
    if (deliveryId == null) {
      return null;
    }
    ByteBuffer id = ByteBuffer.wrap(deliveryId);
    return find(webhookId, new UUID(id.getLong(), id.getLong()));
  }

  /**
   * At most {@code limit} deliveries of the webhook, wherever they wait, in the order of their ids.
   *
   * @param after begins behind this one; null to begin with the first
   */
  List<Parked> of(UUID webhookId, @Nullable UUID after, int limit) {
    List<Parked> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        parkedById.range(
            parkedKey(webhookId, after == null ? new UUID(0, 0) : after),
            parkedKey(webhookId, new UUID(-1, -1)))) {
      while (entries.hasNext() && found.size() < limit) {
        found.add(ParkedFormat.read(entries.next().value));
      }
    }
    return found;
  }

  /** See {@link DueIndex#due}. */
  List<DueIndex.Entry> due(long now, int limit, int wakeUps) {
    return due.due(now, limit, wakeUps);
  }

  /** Has the webhook itself looked at again at {@code at}. */
  void wakeUpAt(long at, UUID webhookId) {
    due.addWakeUp(at, webhookId);
  }

  /** Removes an entry that points to nothing. */
  void drop(DueIndex.Entry entry) {
    due.remove(entry);
  }

  /** Takes {@link #wakeUpAt} back; 0 for none. */
  void dropWakeUp(long at, UUID webhookId) {
    if (at != 0) {
      due.removeWakeUp(at, webhookId);
    }
  }

  private static Bytes parkedKey(UUID webhookId, UUID deliveryId) {
    return Bytes.wrap(
        ByteBuffer.allocate(32)
            .putLong(webhookId.getMostSignificantBits())
            .putLong(webhookId.getLeastSignificantBits())
            .putLong(deliveryId.getMostSignificantBits())
            .putLong(deliveryId.getLeastSignificantBits())
            .array());
  }

  private static Bytes lineKey(UUID webhookId, long number) {
    return Bytes.wrap(
        ByteBuffer.allocate(24)
            .putLong(webhookId.getMostSignificantBits())
            .putLong(webhookId.getLeastSignificantBits())
            .putLong(number)
            .array());
  }
}
