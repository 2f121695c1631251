package com.irisx.webhooks.streams.schedule;

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
 * @param cancelledAtOnce deliveries of a deleted webhook cancelled in one go, likewise
 * @param punctuation how often the due index is looked at; bounds the lateness of a retry
 */
public record SchedulerLimits(
    Duration dedupWindow,
    Duration handOverMargin,
    Duration unknownWebhookGrace,
    int duePerPunctuation,
    int cancelledAtOnce,
    Duration punctuation) {

  public static final SchedulerLimits DEFAULT =
      new SchedulerLimits(
          Duration.ofHours(24),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          1_000,
          1_000,
          Duration.ofMillis(10));

  public SchedulerLimits {
    requirePositive("dedupWindow", dedupWindow);
    requirePositive("handOverMargin", handOverMargin);
    requirePositive("unknownWebhookGrace", unknownWebhookGrace);
    requirePositive("punctuation", punctuation);
    if (duePerPunctuation < 1 || cancelledAtOnce < 1) {
      throw new IllegalArgumentException("duePerPunctuation and cancelledAtOnce: at least 1");
    }
  }

  /** The same limits with another deduplication window. */
  public SchedulerLimits withDedupWindow(Duration window) {
    return new SchedulerLimits(
        window,
        handOverMargin,
        unknownWebhookGrace,
        duePerPunctuation,
        cancelledAtOnce,
        punctuation);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + ": must be positive, is " + duration);
    }
  }
}
