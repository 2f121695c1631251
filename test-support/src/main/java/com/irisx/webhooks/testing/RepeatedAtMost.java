package com.irisx.webhooks.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** No more than so many requests were made beyond the first of the same attempt. */
public final class RepeatedAtMost implements Guarantee {

  private final int limit;
  private final Map<String, Integer> times = new ConcurrentHashMap<>();

  public RepeatedAtMost(int limit) {
    this.limit = limit;
  }

  @Override
  public void observeRequest(ReceivedRequest request) {
    times.merge(request.deliveryId() + "/" + request.attempt(), 1, Integer::sum);
  }

  @Override
  public void check() {
    int repeated = times.values().stream().mapToInt(count -> count - 1).sum();
    if (repeated > limit) {
      throw new AssertionError(
          repeated + " requests repeated an attempt, at most " + limit + " may");
    }
  }
}
