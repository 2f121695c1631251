package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.streams.delivery.BreakerLimits;
import com.irisx.webhooks.streams.delivery.RetryLimits;
import java.time.Duration;

/**
 * What bounds the scheduler.
 *
 * @param dedupWindow within which an event repeated makes no second delivery
 * @param handOverMargin how much longer than its timeout a task may take before its result counts
 *     as overdue
 * @param unknownWebhookGrace how long a delivery waits for a webhook that is not known here, before
 *     it counts as deleted
 * @param duePerPunctuation entries released by one punctuation of one partition; bounds how long
 *     records wait behind it
 * @param alarmsPerPunctuation webhooks woken by one punctuation; each may release, expire or cancel
 *     {@code atOnce} deliveries, and all of it is one transaction
 * @param atOnce deliveries of one webhook cancelled, expired or released in one go, likewise
 * @param punctuation how often the due index is looked at; bounds the lateness of a retry
 */
public record SchedulerLimits(
    Duration dedupWindow,
    Duration handOverMargin,
    Duration unknownWebhookGrace,
    int duePerPunctuation,
    int alarmsPerPunctuation,
    int atOnce,
    Duration punctuation,
    RetryLimits retry,
    BreakerLimits breaker) {

  public static final SchedulerLimits DEFAULT =
      new SchedulerLimits(
          Duration.ofHours(24),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          1_000,
          50,
          1_000,
          Duration.ofMillis(10),
          RetryLimits.DEFAULT,
          BreakerLimits.DEFAULT);

  public SchedulerLimits {
    requirePositive("dedupWindow", dedupWindow);
    requirePositive("handOverMargin", handOverMargin);
    requirePositive("unknownWebhookGrace", unknownWebhookGrace);
    requirePositive("punctuation", punctuation);
    if (duePerPunctuation < 1 || alarmsPerPunctuation < 1 || atOnce < 1) {
      throw new IllegalArgumentException(
          "duePerPunctuation, alarmsPerPunctuation and atOnce: at least 1");
    }
  }

  /** The same limits with what an operator may set. */
  public SchedulerLimits with(
      Duration newDedupWindow, RetryLimits newRetry, BreakerLimits newBreaker) {
    return new SchedulerLimits(
        newDedupWindow,
        handOverMargin,
        unknownWebhookGrace,
        duePerPunctuation,
        alarmsPerPunctuation,
        atOnce,
        punctuation,
        newRetry,
        newBreaker);
  }

  /** The same limits with another number of deliveries at once. */
  SchedulerLimits withAtOnce(int deliveries) {
    return new SchedulerLimits(
        dedupWindow,
        handOverMargin,
        unknownWebhookGrace,
        duePerPunctuation,
        alarmsPerPunctuation,
        deliveries,
        punctuation,
        retry,
        breaker);
  }

  /** The same limits with another number of entries released by one punctuation. */
  SchedulerLimits withDuePerPunctuation(int entries) {
    return new SchedulerLimits(
        dedupWindow,
        handOverMargin,
        unknownWebhookGrace,
        entries,
        alarmsPerPunctuation,
        atOnce,
        punctuation,
        retry,
        breaker);
  }

  /** The same limits with another margin for tasks that are overdue. */
  SchedulerLimits withHandOverMargin(Duration margin) {
    return new SchedulerLimits(
        dedupWindow,
        margin,
        unknownWebhookGrace,
        duePerPunctuation,
        alarmsPerPunctuation,
        atOnce,
        punctuation,
        retry,
        breaker);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + ": must be positive, is " + duration);
    }
  }
}
