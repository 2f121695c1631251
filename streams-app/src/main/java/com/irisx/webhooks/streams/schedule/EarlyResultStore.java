package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Ids;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the store {@value #NAME}: results of first attempts that came before their
 * delivery.
 *
 * <pre>
 * delivery id (16 bytes) → {@link AttemptResult}, version 1
 * </pre>
 *
 * <p>The dispatcher takes tasks before the transaction that made them commits. If that transaction
 * aborts, its inputs are read again, and the result of a task it handed out may be read before
 * them. It is kept until its delivery comes, which it must, so that the request is not made a
 * second time.
 */
final class EarlyResultStore {

  static final String NAME = "early-results";

  private static final int VERSION = 1;

  private final KeyValueStore<Bytes, byte[]> store;

  EarlyResultStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  void put(UUID deliveryId, AttemptResult result) {
    store.put(key(deliveryId), write(result));
  }

  /** Removes and returns the result of a delivery, or null if there is none. */
  @Nullable AttemptResult take(UUID deliveryId) {
    byte[] value = store.delete(key(deliveryId));
    return value == null ? null : read(value);
  }

  private static Bytes key(UUID deliveryId) {
    return Bytes.wrap(Ids.bytes(deliveryId));
  }

  private static byte[] write(AttemptResult result) {
    StateWriter out =
        new StateWriter()
            .number(VERSION)
            .number(result.attempt())
            .number(result.startedAt())
            .number(result.durationMs())
            .optional(result.responseStatus(), (status, to) -> to.number(status))
            .optional(result.error(), (error, to) -> to.text(error.label()))
            .optional(result.errorDetail(), (detail, to) -> to.text(detail))
            .optional(result.retryAfterMs(), (millis, to) -> to.number(millis));
    return out.optional(result.responseBody(), (body, to) -> to.rest(body)).toBytes();
  }

  private static AttemptResult read(byte[] value) {
    StateReader in = new StateReader(value);
    in.expectVersion(VERSION);
    return new AttemptResult(
        in.smallNumber(),
        in.number(),
        in.number(),
        in.flag() ? in.smallNumber() : null,
        in.flag() ? AttemptError.of(in.text()) : null,
        in.flag() ? in.text() : null,
        in.flag() ? in.number() : null,
        in.flag() ? in.rest() : null);
  }
}
