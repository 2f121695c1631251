package com.irisx.webhooks.standalone.demo;

/** Latencies for people. */
final class Milliseconds {

  private static final double SECOND = 1000;

  private Milliseconds() {}

  static String text(double milliseconds) {
    if (Double.isNaN(milliseconds)) {
      return "-";
    }
    return milliseconds < SECOND
        ? "%.0f ms".formatted(milliseconds)
        : "%.1f s".formatted(milliseconds / SECOND);
  }
}
