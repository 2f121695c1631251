package com.irisx.webhooks.admin.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's figures. Deliveries count on the UTC day on which they were created, attempts on that
 * of their delivery.
 *
 * @param since the beginning of the first day that counts
 * @param until the end of the last day that counts
 * @param successRate successful of all that succeeded or failed, from 0 to 1; null before the first
 * @param retrySuccessRate the same of those that needed more than one attempt
 * @param averageDurationMs of all attempts; null before the first
 * @param p95DurationMs what 95 % of all attempts did not exceed, within 19 %; null before the first
 * @param eventsPerDay every day of the period, oldest first
 * @param pendingDeliveries that wait for an attempt now, whenever they were created
 * @param activeWebhooks that are enabled now
 */
record StatisticsView(
    Instant since,
    Instant until,
    long totalDeliveries,
    long successfulDeliveries,
    long failedDeliveries,
    long cancelledDeliveries,
    @Nullable Double successRate,
    @Nullable Double retrySuccessRate,
    @Nullable Double averageDurationMs,
    @Nullable Double p95DurationMs,
    List<Day> eventsPerDay,
    long pendingDeliveries,
    long activeWebhooks) {

  private static final double P95 = 0.95;

  /**
   * One day.
   *
   * @param date in UTC
   * @param total deliveries created on it: the sum of the four kinds below
   * @param pending that still wait for an attempt
   * @param activeWebhooks that got a delivery on it
   */
  record Day(
      LocalDate date,
      long total,
      long delivered,
      long failed,
      long cancelled,
      long pending,
      @Nullable Double successRate,
      @Nullable Double retrySuccessRate,
      @Nullable Double averageDurationMs,
      @Nullable Double p95DurationMs,
      long activeWebhooks) {
    static Day of(LocalDate date, Counts counts, long[] durations) {
      return new Day(
          date,
          counts.total(),
          counts.delivered(),
          counts.failed(),
          counts.cancelled(),
          counts.pending(),
          counts.successRate(),
          counts.retrySuccessRate(),
          counts.averageDurationMs(),
          p95(counts, durations),
          counts.webhooks());
    }
  }

  static StatisticsView of(
      Period period,
      Map<LocalDate, Counts> perDay,
      Map<LocalDate, long[]> durations,
      DailyStatisticsRepository.Now now) {
    Counts all = perDay.values().stream().reduce(Counts.NONE, Counts::plus);
    long[] none = new long[DurationBins.COUNT];
    return new StatisticsView(
        period.since(),
        period.until(),
        all.total(),
        all.delivered(),
        all.failed(),
        all.cancelled(),
        all.successRate(),
        all.retrySuccessRate(),
        all.averageDurationMs(),
        p95(all, DurationBins.sum(durations.values())),
        period.days().stream()
            .map(
                day ->
                    Day.of(
                        day,
                        perDay.getOrDefault(day, Counts.NONE),
                        durations.getOrDefault(day, none)))
            .toList(),
        now.pendingDeliveries(),
        now.activeWebhooks());
  }

  private static @Nullable Double p95(Counts counts, long[] durations) {
    return counts.attempts() == 0 ? null : DurationBins.percentile(durations, P95);
  }
}
