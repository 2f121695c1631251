package com.irisx.webhooks.standalone.demo;

import java.util.Arrays;

/** The latencies of about the last minute. Threading: none; the owner guards it. */
final class Latencies {

  private static final int KEPT = 300;

  private final double[] ring = new double[KEPT];
  private int added;

  void add(double milliseconds) {
    ring[added++ % KEPT] = milliseconds;
  }

  /** The nearest-rank percentile; not a number while there is nothing. */
  double percentile(int percent) {
    int size = Math.min(added, KEPT);
    if (size == 0) {
      return Double.NaN;
    }
    double[] sorted = Arrays.copyOf(ring, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(percent / 100.0 * size) - 1];
  }
}
