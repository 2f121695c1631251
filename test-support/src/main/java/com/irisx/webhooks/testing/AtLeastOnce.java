package com.irisx.webhooks.testing;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Every expected delivery reached a receiver. */
public final class AtLeastOnce implements Guarantee {

  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Set<String> received = ConcurrentHashMap.newKeySet();

  @Override
  public void observeExpected(UUID deliveryId) {
    expected.add(deliveryId.toString());
  }

  @Override
  public void observeRequest(ReceivedRequest request) {
    received.add(request.deliveryId());
  }

  /** Whether every expected delivery has been received by now. */
  public boolean kept() {
    return received.containsAll(expected);
  }

  @Override
  public void check() {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(received);
    if (!missing.isEmpty()) {
      throw new AssertionError(
          missing.size()
              + " of "
              + expected.size()
              + " deliveries were never received: "
              + missing);
    }
  }
}
