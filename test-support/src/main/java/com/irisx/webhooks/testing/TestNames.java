package com.irisx.webhooks.testing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that neither another test of this JVM nor one of another JVM has. */
final class TestNames {

  private static final String JVM =
      "t" + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36), 36);
  private static final AtomicInteger NEXT = new AtomicInteger();

  private TestNames() {}

  static String next() {
    return JVM + "-" + NEXT.incrementAndGet();
  }
}
