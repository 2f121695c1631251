package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a run of a delivery before the delivery itself was read.
 *
 * @param createdAt of the delivery, milliseconds since the epoch; 0 if it was only cancelled
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

  EarlyResults plus(long deliveryCreatedAt, AttemptResult result) {
    List<AttemptResult> more = new ArrayList<>(results);
    more.add(result);
    return new EarlyResults(deliveryCreatedAt, cancelled, more);
  }

  EarlyResults asCancelled() {
    return new EarlyResults(createdAt, true, results);
  }
}
