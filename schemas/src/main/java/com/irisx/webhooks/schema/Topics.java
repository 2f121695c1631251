package com.irisx.webhooks.schema;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names of our topics under one prefix.
 *
 * @param prefix put before every name, {@code webhooks.} by default; letters, digits, {@code .},
 *     {@code _}, {@code -}
 */
public record Topics(String prefix) {

  public static final String DEFAULT_PREFIX = "webhooks.";

  /** The domain event topics read when nothing else is configured. */
  public static final String DEFAULT_EVENTS_PATTERN = "events\\..+";

  public static final Topics DEFAULT = new Topics(DEFAULT_PREFIX);

  public Topics {
    if (!prefix.matches("[A-Za-z0-9._-]{0,100}")) {
      throw new IllegalArgumentException(
          "topic prefix: only letters, digits, '.', '_' and '-', at most 100: " + prefix);
    }
  }

  /** Webhook configuration, compacted; key webhook id, value {@link Subscription}. */
  public String subscriptions() {
    return prefix + "subscriptions";
  }

  /** What people ask of a webhook's deliveries; key webhook id. */
  public String commands() {
    return prefix + "commands";
  }

  /**
   * One record per (event, matching webhook), before deduplication; key webhook id, value the body.
   */
  public String deliveries() {
    return prefix + "deliveries";
  }

  /** First attempts, due now; key webhook id, value the body. */
  public String deliveryTasks() {
    return prefix + "delivery-tasks";
  }

  /** Repeat attempts, due now, one lane per tier; key webhook id, value the body. */
  public String retryTasks(RetryTier tier) {
    return prefix + "delivery-tasks.retry-" + tier.label();
  }

  /** All retry lanes, shortest delay first. */
  public List<String> retryLanes() {
    return RetryTier.ALL.stream().map(this::retryTasks).toList();
  }

  /** What one HTTP call did; key webhook id. */
  public String attemptResults() {
    return prefix + "attempt-results";
  }

  /**
   * The public record of what became of every delivery; key delivery id, value {@link
   * DeliveryOutcome}.
   */
  public String deliveryOutcomes() {
    return prefix + "delivery-outcomes";
  }

  /** Exhausted deliveries with their body; key webhook id. */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /**
   * What the scheduler knows of each webhook, compacted; key webhook id, value {@link
   * WebhookStatus}.
   */
  public String webhookStatus() {
    return prefix + "webhook-status";
  }

  /** Domain events about webhooks themselves, which tenants can subscribe to like all others. */
  public String systemEvents() {
    return prefix + "system-events";
  }

  /** Records that could not be understood, byte for byte; key the producer's. */
  public String rejectedEvents() {
    return prefix + "rejected-events";
  }

  /**
   * The topics keyed by webhook id that the scheduler reads or that must stay beside them: all have
   * the same number of partitions.
   */
  public List<String> copartitioned() {
    return Stream.concat(
            Stream.of(subscriptions(), commands(), deliveries(), deliveryTasks(), attemptResults()),
            retryLanes().stream())
        .toList();
  }

  /** Every topic of ours. */
  public List<String> all() {
    return Stream.concat(
            copartitioned().stream(),
            Stream.of(
                deliveryOutcomes(),
                deadLetters(),
                webhookStatus(),
                systemEvents(),
                rejectedEvents()))
        .toList();
  }
}
