package com.irisx.webhooks.admin.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bins that never change, and what can be read from them. */
class DurationBinsTest {

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "2,5", "3,7", "4,9", "8,13", "1024,41", "120000,68", "99999999999,71"})
  void theBinsAreAContractWithTheTable(long durationMs, int bin) {
    assertThat(DurationBins.of(durationMs)).isEqualTo(bin);
  }

  @Test
  void noneHasNoPercentile() {
    assertThat(DurationBins.percentile(new long[DurationBins.COUNT], 0.95)).isZero();
    assertThat(DurationBins.percentile(new long[0], 0.95)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aPercentileIsWithinAQuarterOfAnOctave(long seed) {
    Random random = new Random(seed);
    long[] durations =
        random
            .doubles(1 + random.nextInt(5000))
            .mapToLong(x -> (long) Math.pow(2, x * 17))
            .toArray();
    long[] counts = new long[DurationBins.COUNT];
    for (long duration : durations) {
      counts[DurationBins.of(duration)]++;
    }
    Arrays.sort(durations);

    for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
      long exact = durations[(int) Math.ceil(share * durations.length) - 1];
      assertThat(DurationBins.percentile(counts, share))
          .as("seed " + seed + " share " + share)
          .isBetween(exact / 1.19, exact * 1.19);
    }
  }
}
