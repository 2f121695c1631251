package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The one writer of the store {@value #NAME}: what came before its delivery.
 *
 * <pre>
 * run id (16 bytes, {@link Ids#run}; cancelled: delivery id) → {@link EarlyResults}, version 1
 * </pre>
 *
 * <p>The dispatcher takes tasks before the transaction that made them commits. If that transaction
 * aborts, its inputs are read again, and the results of tasks it handed out may be read before
 * them. They are kept until their delivery comes, which it must, so that no request is made a
 * second time. Likewise a cancellation that overtook its delivery. What is older than the topics
 * are kept never finds its delivery, and goes at the next opening.
 */
final class EarlyResultStore {

  static final String NAME = "early-results";

  private static final int VERSION = 1;

  /** Longer than deliveries and results stay on their topics. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final KeyValueStore<Bytes, byte[]> store;

  /** How many entries there are: a look for nothing in each delivery's way is dear. */
  private int size;

  EarlyResultStore(KeyValueStore<Bytes, byte[]> store, long now) {
    this.store = store;
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (read(entry.value).createdAt() < now - KEPT.toMillis()) {
          old.add(entry.key);
        } else {
          size++;
        }
      }
    }
    old.forEach(store::delete);
  }

  void put(Delivery delivery, AttemptResult result) {
    Bytes key = key(delivery);
    EarlyResults known = get(key);
    put(key, known, known.plus(delivery.createdAt(), result));
  }

  /**
   * @param createdAt the delivery's; 0 for any
   */
  void cancel(UUID deliveryId, long createdAt) {
    Bytes key = Bytes.wrap(Ids.bytes(deliveryId));
    EarlyResults known = get(key);
    put(key, known, known.asCancelled(createdAt));
  }

  private void put(Bytes key, EarlyResults before, EarlyResults after) {
    if (before.isEmpty()) {
      size++;
    }
    store.put(key, write(after));
  }

  /**
   * Removes and returns what is known of a delivery. What came of an earlier delivery of the same
   * event, which the deduplication window has forgotten, is not its own.
   */
  EarlyResults take(Delivery delivery) {
    if (size == 0) {
      return EarlyResults.NONE;
    }
    Bytes key = key(delivery);
    EarlyResults known = get(key);
    if (known.isEmpty()) {
      return known; // As nearly always: a delete would cost a record in the changelog.
    }
    store.delete(key);
    size--;
    return known.isOf(delivery.createdAt()) ? known : EarlyResults.NONE;
  }

  private EarlyResults get(Bytes key) {
    byte[] value = store.get(key);
    return value == null ? EarlyResults.NONE : read(value);
  }

  private static Bytes key(Delivery delivery) {
    return Bytes.wrap(Ids.bytes(Ids.run(delivery)));
  }

  static byte[] write(EarlyResults early) {
    StateWriter out =
        new StateWriter()
            .number(VERSION)
            .number(early.createdAt())
            .flag(early.cancelled())
            .number(early.results().size());
    early.results().forEach(result -> write(out, result));
    return out.toBytes();
  }

  private static void write(StateWriter out, AttemptResult result) {
    out.number(result.attempt())
        .number(result.startedAt())
        .number(result.durationMs())
        .optional(result.responseStatus(), (status, to) -> to.number(status))
        .optional(result.error(), (error, to) -> to.text(error.label()))
        .optional(result.errorDetail(), (detail, to) -> to.text(detail))
        .optional(result.retryAfterMs(), (millis, to) -> to.number(millis))
        .optional(result.responseBody(), (body, to) -> to.bytes(body));
  }

  static EarlyResults read(byte[] value) {
    StateReader in = new StateReader(value);
    in.expectVersion(VERSION);
    long createdAt = in.number();
    boolean cancelled = in.flag();
    int size = in.smallNumber();
    List<AttemptResult> results = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      results.add(
          new AttemptResult(
              in.smallNumber(),
              in.number(),
              in.number(),
              in.flag() ? in.smallNumber() : null,
              in.flag() ? AttemptError.of(in.text()) : null,
              in.flag() ? in.text() : null,
              in.flag() ? in.number() : null,
              in.flag() ? in.bytes() : null));
    }
    return new EarlyResults(createdAt, cancelled, results);
  }
}
