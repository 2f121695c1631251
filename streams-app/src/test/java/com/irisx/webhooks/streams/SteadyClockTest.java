package com.irisx.webhooks.streams;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyClockTest {

  private static final long START = 1_790_000_000_000L;

  private long machineMs = START;
  private long machineNs;
  private long counterNs = 77;
  private long uptimeNs = 1_000_000_077;
  private final SteadyClock clock =
      new SteadyClock(() -> machineMs, () -> counterNs, () -> uptimeNs);

  @Test
  void itGoesWithTheMachinesClockAsLongAsNobodySetsThat() {
    for (int i = 0; i < 1_000; i++) {
      pass(MILLISECONDS.toNanos(1 + i));
      assertThat(clock.milliseconds()).isEqualTo(machineMs);
    }
  }

  @Test
  void aStepForwardMakesNothingEarly() {
    machineMs += MINUTES.toMillis(5);
    passEachSecond(16);
    // The share that is made up: one part in 2,000.
    assertThat(clock.milliseconds()).isEqualTo(START + 16_000 + 8);
  }

  @Test
  void aStepBackLetsNothingWait() {
    machineMs -= MINUTES.toMillis(5);
    passEachSecond(16);
    // What it is ahead makes nothing early, so it is made up sooner.
    assertThat(clock.milliseconds()).isEqualTo(START + 16_000 - 1_600);
    passEachSecond(3_000);
    assertThat(clock.milliseconds()).isEqualTo(machineMs);
  }

  @Test
  void aStepBackIsToldOnceAndASmallOneOrOneForwardIsNot() {
    machineMs += MINUTES.toMillis(5);
    passEachSecond(3);
    machineMs -= 2_500;
    passEachSecond(3);
    assertThat(clock.takeSetBack()).isFalse();
    // Back to where it was, which is a step back all the same.
    machineMs -= MINUTES.toMillis(5);
    passEachSecond(3);
    assertThat(clock.takeSetBack()).isTrue();
    passEachSecond(100);
    assertThat(clock.takeSetBack()).isFalse();
    machineMs -= MINUTES.toMillis(5);
    passEachSecond(3);
    assertThat(clock.takeSetBack()).isTrue();
    passEachSecond(100);
    assertThat(clock.takeSetBack()).isFalse();
  }

  @Test
  void theProcessThatFollowsGoesOnFromThere(@TempDir Path directory) {
    machineMs -= MINUTES.toMillis(5);
    passEachSecond(10);
    clock.handOver(directory);
    SteadyClock next = new SteadyClock(() -> machineMs, () -> counterNs, () -> uptimeNs);
    next.takeOver(directory);
    assertThat(next.milliseconds()).isEqualTo(START + 10_000 - 1_000);
    pass(SECONDS.toNanos(3));
    assertThat(next.takeSetBack()).isFalse();

    SteadyClock later = new SteadyClock(() -> machineMs, () -> counterNs, () -> uptimeNs);
    later.takeOver(directory);
    assertThat(later.milliseconds()).as("word is taken once").isEqualTo(machineMs);
  }

  @Test
  void wordThatIsOldOrTooMuchIsNotTaken(@TempDir Path directory) {
    machineMs -= MINUTES.toMillis(5);
    passEachSecond(10);
    clock.handOver(directory);
    machineMs += MINUTES.toMillis(31);
    SteadyClock next = new SteadyClock(() -> machineMs, () -> counterNs, () -> uptimeNs);
    next.takeOver(directory);
    assertThat(next.milliseconds()).isEqualTo(machineMs);

    machineMs -= MINUTES.toMillis(40);
    next.handOver(directory);
    SteadyClock another = new SteadyClock(() -> machineMs, () -> counterNs, () -> uptimeNs);
    another.takeOver(directory);
    assertThat(another.milliseconds()).isEqualTo(machineMs);
  }

  @Test
  void whatItIsOffIsMadeUpInTheEndAndNotMoreThanThat() {
    machineMs += 3_000;
    passEachSecond(5_999);
    assertThat(machineMs - clock.milliseconds()).isEqualTo(1);
    passEachSecond(10);
    assertThat(clock.milliseconds()).isEqualTo(machineMs);
  }

  @Test
  void timeForWhichTheMachineSleptHasPassed() {
    passEachSecond(10);
    clock.milliseconds();
    machineMs += HOURS.toMillis(8);
    uptimeNs += HOURS.toNanos(8);
    passEachSecond(2);
    assertThat(clock.milliseconds()).isEqualTo(machineMs);

    machineMs += MINUTES.toMillis(5);
    passEachSecond(2);
    assertThat(machineMs - clock.milliseconds()).isEqualTo(MINUTES.toMillis(5) - 1);
  }

  @Test
  void withoutAnUptimeASleepIsAStep() {
    SteadyClock without = new SteadyClock(() -> machineMs, () -> counterNs, () -> 0);
    machineMs += MINUTES.toMillis(5);
    pass(SECONDS.toNanos(10));
    assertThat(without.milliseconds()).isEqualTo(START + 10_005);
  }

  @Test
  void itNeverGoesBackWhateverTheMachinesClockDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long last = clock.milliseconds();
    for (int i = 0; i < 10_000; i++) {
      pass(random.nextLong(MILLISECONDS.toNanos(200)));
      machineMs += random.nextInt(50) == 0 ? random.nextLong(-600_000, 600_000) : 0;
      long now = clock.milliseconds();
      assertThat(now).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(last);
      last = now;
    }
  }

  @Test
  void whoWaitsForAMomentOfThisClockWaitsThatLong() {
    SteadyClock real = new SteadyClock(() -> machineMs, System::nanoTime, () -> 0);
    machineMs -= MINUTES.toMillis(5);
    long began = System.nanoTime();
    assertThatThrownBy(() -> real.waitObject(this, () -> false, real.milliseconds() + 20))
        .isInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(19), Duration.ofMinutes(1));
  }

  private void passEachSecond(int seconds) {
    for (int i = 0; i < seconds; i++) {
      pass(SECONDS.toNanos(1));
      clock.milliseconds();
    }
  }

  private void pass(long nanos) {
    counterNs += nanos;
    uptimeNs += nanos;
    machineNs += nanos;
    machineMs += NANOSECONDS.toMillis(machineNs);
    machineNs %= 1_000_000;
  }
}
