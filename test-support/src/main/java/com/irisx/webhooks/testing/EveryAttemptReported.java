package com.irisx.webhooks.testing;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Every request that a receiver got is on the outcome topic as an attempt of that number. */
public final class EveryAttemptReported implements Guarantee {

  private final Set<String> made = ConcurrentHashMap.newKeySet();
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  @Override
  public void observeRequest(ReceivedRequest request) {
    made.add(request.deliveryId() + "/" + request.attempt());
  }

  @Override
  public void observeOutcome(DeliveryOutcome outcome) {
    reported.add(outcome.deliveryId() + "/" + outcome.attempt());
  }

  @Override
  public void check() {
    Set<String> unreported = new TreeSet<>(made);
    unreported.removeAll(reported);
    if (!unreported.isEmpty()) {
      throw new AssertionError(
          unreported.size() + " attempts were made and never reported: " + unreported);
    }
  }
}
