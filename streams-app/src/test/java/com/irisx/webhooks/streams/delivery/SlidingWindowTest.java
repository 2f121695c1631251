package com.irisx.webhooks.streams.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {

  private static final long T = 1_767_225_600_000L;

  @Test
  void aClockThatWasSetBackFarDoesNotBlockUntilItIsWhereItWas() {
    SlidingWindow window = SlidingWindow.minute();
    long glitch = 10_000_000;
    for (int i = 0; i < 5; i++) {
      window = window.plusOne(glitch);
    }
    long now = glitch - 3_600_000;
    assertThat(window.used(now)).isEqualTo(5);
    assertThat(window.freeAt(now, 5)).isEqualTo(now + 61_000);
    assertThat(window.plusOne(now).used(now)).isEqualTo(6);
  }

  @Test
  void anEmptyWindowIsFree() {
    assertThat(SlidingWindow.minute().freeAt(T, 1)).isEqualTo(T);
    assertThat(SlidingWindow.minute().used(T)).isZero();
  }

  @Test
  void aPlaceIsFreedWhenItsSlotHasLeftTheSpan() {
    SlidingWindow window = SlidingWindow.minute().plusOne(T + 400);
    assertThat(window.freeAt(T + 500, 2)).isEqualTo(T + 500);
    assertThat(window.freeAt(T + 500, 1)).isEqualTo(T + 61_000);
    assertThat(window.used(T + 60_999)).isEqualTo(1);
    assertThat(window.used(T + 61_000)).isZero();
  }

  @Test
  void aLoweredLimitWaitsForEnoughPlaces() {
    SlidingWindow window = SlidingWindow.minute().plusOne(T).plusOne(T + 1_000).plusOne(T + 2_000);
    assertThat(window.freeAt(T + 3_000, 1)).isEqualTo(T + 63_000);
    assertThat(window.freeAt(T + 3_000, 2)).isEqualTo(T + 62_000);
    assertThat(window.freeAt(T + 3_000, 3)).isEqualTo(T + 61_000);
  }

  @Test
  void whatWasNotMadeIsTakenOutOfItsOwnSlot() {
    SlidingWindow window = SlidingWindow.minute().plusOne(T).plusOne(T + 30_000).minusOne(T + 999);
    assertThat(window.used(T + 30_000)).isEqualTo(1);
    assertThat(window.freeAt(T + 30_000, 1)).isEqualTo(T + 91_000);
    assertThat(window.minusOne(T)).isEqualTo(window);
    assertThat(window.minusOne(T + 31_000)).isEqualTo(window);
    assertThat(window.minusOne(T - 60_000)).isEqualTo(window);
    assertThat(window.minusOne(T + 30_000).used(T + 30_000)).isZero();
  }

  @Test
  void aClockThatGoesBackWithinTheSpanFreesNothing() {
    SlidingWindow window = SlidingWindow.minute().plusOne(T).plusOne(T - 30_000);
    assertThat(window.used(T)).isEqualTo(2);
    assertThat(window.freeAt(T - 30_000, 2)).isEqualTo(T + 61_000);
  }

  @Test
  void aRequestThatWasMadeLaterCountsFromThen() {
    SlidingWindow window = SlidingWindow.minute().plusOne(T).plusOne(T + 50_000);
    SlidingWindow moved = window.moved(T, T + 20_000);
    assertThat(moved.used(T + 61_000)).isEqualTo(2);
    assertThat(moved.freeAt(T + 61_000, 2)).isEqualTo(T + 81_000);
    assertThat(moved.used(T + 81_000)).isEqualTo(1);
    assertThat(window.moved(T, T + 999)).isSameAs(window);
    assertThat(window.moved(T + 50_000, T + 55_000).freeAt(T + 62_000, 1)).isEqualTo(T + 116_000);
  }

  @Test
  void aRequestThatWasMadeAfterItsHandOutHadCeasedToCountCounts() {
    SlidingWindow window = SlidingWindow.minute().plusOne(T).plusOne(T + 100_000);
    assertThat(window.used(T + 100_000)).isEqualTo(1);
    assertThat(window.moved(T, T + 95_000).used(T + 100_000)).isEqualTo(2);
    assertThat(window.moved(T, T + 120_000).used(T + 120_000)).isEqualTo(2);
  }

  @Test
  void whatIsCountedAndWhatIsNotMeetWithoutAGap() {
    for (long at = T; at < T + 3_000; at += 100) {
      SlidingWindow window = SlidingWindow.minute().plusOne(at);
      for (long now = at + 59_000; now < at + 63_000; now += 100) {
        assertThat(window.used(now) == 1).isEqualTo(at >= window.countedFrom(now));
      }
    }
  }

  /** The rule itself: whatever the steps of time, no span of 60 s holds more than the limit. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noSpanHoldsMoreThanTheLimit(long seed) {
    Random random = new Random(seed);
    int limit = 1 + random.nextInt(40);
    SlidingWindow window = SlidingWindow.minute();
    Deque<Long> admitted = new ArrayDeque<>();
    long now = T + random.nextInt(1_000);
    int blocked = 0;
    for (int step = 0; step < 20_000; step++) {
      now += random.nextInt(3_000) / (1 + random.nextInt(20));
      if (window.freeAt(now, limit) > now) {
        blocked++;
        assertThat(window.used(window.freeAt(now, limit))).as("seed %d", seed).isLessThan(limit);
        assertThat(window.used(window.freeAt(now, limit) - 1)).isGreaterThanOrEqualTo(limit);
        continue;
      }
      window = window.plusOne(now);
      admitted.addLast(now);
      while (admitted.getFirst() <= now - 60_000) {
        admitted.removeFirst();
      }
      assertThat(admitted.size()).as("seed %d at %d", seed, now).isLessThanOrEqualTo(limit);
    }
    assertThat(blocked).isPositive();
  }
}
