package com.irisx.webhooks.admin.statistics;

import java.util.Collection;

/**
 * A histogram of durations whose bins never change: four to the octave, so a percentile read from
 * it is off by a factor of at most 2^¼ (19 %). Bin 0 holds what took less than a millisecond, bin
 * {@code i} what took from 2^((i-1)/4) ms on, the last one all from 185 s on; no attempt may take
 * longer than two minutes.
 */
public final class DurationBins {

  /** How many there are. */
  public static final int COUNT = 72;

  private static final double PER_OCTAVE = 4;
  private static final long[] LOWEST = new long[COUNT + 1];

  static {
    for (int bin = 1; bin <= COUNT; bin++) {
      LOWEST[bin] = (long) Math.ceil(Math.pow(2, (bin - 1) / PER_OCTAVE));
    }
  }

  private DurationBins() {}

  /** The bin of a duration in milliseconds. */
  public static int of(long durationMs) {
    int bin = 0;
    int beyond = COUNT;
    while (beyond - bin > 1) {
      int middle = (bin + beyond) / 2;
      if (LOWEST[middle] <= durationMs) {
        bin = middle;
      } else {
        beyond = middle;
      }
    }
    return bin;
  }

  /** The counts of several histograms together. */
  static long[] sum(Collection<long[]> histograms) {
    long[] sum = new long[COUNT];
    for (long[] counts : histograms) {
      for (int bin = 0; bin < counts.length; bin++) {
        sum[bin] += counts[bin];
      }
    }
    return sum;
  }

  /**
   * The duration in milliseconds that {@code share} of all did not exceed; 0 if there are none.
   *
   * @param counts how many fell into each bin; bins missing at the end count as empty
   * @param share from 0 (exclusive) to 1
   */
  static double percentile(long[] counts, double share) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long rank = (long) Math.ceil(share * total);
    for (int bin = 0; bin < counts.length; bin++) {
      if (rank <= counts[bin]) {
        long lowest = LOWEST[bin];
        long highest = Math.max(lowest, LOWEST[bin + 1] - 1);
        return total == 0 ? 0 : lowest + (highest - lowest) * ((double) rank / counts[bin]);
      }
      rank -= counts[bin];
    }
    return 0;
  }
}
