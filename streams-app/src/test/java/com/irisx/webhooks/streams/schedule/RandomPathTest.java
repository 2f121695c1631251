package com.irisx.webhooks.streams.schedule;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of random steps, and after each of them the books must balance. Every path prints its
 * seed; a seed given as system property {@code seed} is walked again.
 */
class RandomPathTest {

  private static final int STEPS = 2_500;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theBooksBalanceAfterEveryStep(int path) {
    long seed = Long.getLong("seed", new Random().nextLong());
    String name = "path " + path + ", seed " + seed;
    System.out.println("RandomPathTest: " + name);
    try (RandomPath walk = new RandomPath(new Random(seed), directory)) {
      for (int step = 0; step < STEPS; step++) {
        walk.step();
        walk.assertBalanced(name + ", step " + step);
      }
      walk.finish();
      walk.assertAllEnded(name);
    }
  }
}
