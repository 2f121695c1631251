package com.irisx.webhooks.streams.dispatch;

import java.time.Duration;

/** Checks settings where they are made. */
final class Bounds {

  private Bounds() {}

  static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "dispatch, " + name + ": " + value + " is not " + min + " to " + max);
    }
  }

  static void require(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "dispatch, " + name + ": " + value + " is not " + min + " to " + max);
    }
  }
}
