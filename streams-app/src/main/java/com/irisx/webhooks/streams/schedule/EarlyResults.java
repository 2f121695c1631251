package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a run of a delivery before the delivery itself was read.
 *
 * @param createdAt of the delivery, milliseconds since the epoch; 0 for any of its event
 * @param cancelled whether its owner cancelled it
 * @param results of attempts, in the order they came
 */
record EarlyResults(long createdAt, boolean cancelled, List<AttemptResult> results) {

  static final EarlyResults NONE = new EarlyResults(0, false, List.of());

  EarlyResults {
    results = List.copyOf(results);
  }

  boolean isEmpty() {
    return !cancelled && results.isEmpty();
  }

  /** Whether there is a result of this attempt. */
  boolean has(int attempt) {
    for (AttemptResult result : results) {
      if (result.attempt() == attempt) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is of the delivery created then, and not of an earlier one of the same event. */
  boolean isOf(long deliveryCreatedAt) {
    return createdAt == 0 || deliveryCreatedAt == 0 || createdAt == deliveryCreatedAt;
  }

  EarlyResults plus(long deliveryCreatedAt, AttemptResult result) {
    EarlyResults same = isOf(deliveryCreatedAt) ? this : NONE;
    List<AttemptResult> more = new ArrayList<>(same.results);
    more.add(result);
    return new EarlyResults(deliveryCreatedAt, same.cancelled, more);
  }

  EarlyResults asCancelled(long deliveryCreatedAt) {
    return isOf(deliveryCreatedAt)
        ? new EarlyResults(Math.max(createdAt, deliveryCreatedAt), true, results)
        : new EarlyResults(deliveryCreatedAt, true, List.of());
  }
}
