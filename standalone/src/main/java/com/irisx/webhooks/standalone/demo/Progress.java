package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What happened so far. Threading: its monitor guards all; the generator, the receiver, the outcome
 * reader and the view meet here.
 */
final class Progress {

  private static final int RECENT = 6;
  private static final int EVENTS_REMEMBERED = 10_000;

  private final Map<String, Long> producedAt =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > EVENTS_REMEMBERED;
        }
      };
  private final Latencies latencies = new Latencies();
  private final Set<UUID> waiting = new HashSet<>();
  private final Deque<Recent> recent = new ArrayDeque<>();
  private long produced;
  private long verified;
  private long refused;
  private long delivered;
  private long failed;
  private long retries;

  /** A request and, if it was the first attempt for an event of this run, its age. */
  record Recent(Receipt receipt, double latencyMs) {}

  /**
   * One moment.
   *
   * @param waiting deliveries that wait for their first or next attempt
   * @param failed deliveries that ended, but not delivered
   * @param recent the last requests, the newest first
   */
  record Snapshot(
      long produced,
      long verified,
      long refused,
      long delivered,
      long waiting,
      long retries,
      long failed,
      double p50Ms,
      double p99Ms,
      List<Recent> recent) {}

  synchronized void produced(String eventId, long nanos) {
    produced++;
    producedAt.put(eventId, nanos);
  }

  synchronized void received(Receipt receipt) {
    verified++;
    Long since = producedAt.get(receipt.eventId());
    double latencyMs = Double.NaN;
    if (since != null && receipt.attempt() == 1) {
      latencyMs = (System.nanoTime() - since) / 1e6;
      latencies.add(latencyMs);
    }
    recent.addFirst(new Recent(receipt, latencyMs));
    if (recent.size() > RECENT) {
      recent.removeLast();
    }
  }

  synchronized void refused() {
    refused++;
  }

  synchronized void outcome(DeliveryOutcome outcome) {
    if (outcome.attempt() > 1) {
      retries++;
    }
    if (!outcome.terminal()) {
      waiting.add(outcome.deliveryId());
      return;
    }
    waiting.remove(outcome.deliveryId());
    switch (outcome.status()) {
      case DELIVERED -> delivered++;
      case FAILED, EXPIRED, CANCELLED -> failed++;
      case PENDING, RETRYING -> throw new IllegalStateException("not terminal: " + outcome);
    }
  }

  synchronized Snapshot now() {
    return new Snapshot(
        produced,
        verified,
        refused,
        delivered,
        waiting.size(),
        retries,
        failed,
        latencies.percentile(50),
        latencies.percentile(99),
        List.copyOf(recent));
  }
}
