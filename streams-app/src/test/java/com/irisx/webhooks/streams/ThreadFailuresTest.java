package com.irisx.webhooks.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.testing.ManualClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {

  private final ManualClock clock = ManualClock.standing();
  private final Counter counter = new SimpleMeterRegistry().counter("failed");
  private final ThreadFailures failures = new ThreadFailures("schedule", counter, clock);

  @Test
  void everyThreadThatFailsIsReplacedAndCounted() {
    for (int i = 0; i < 3 * RecentFailures.LIMIT; i++) {
      assertThat(failures.handle(new IllegalStateException("again"))).isEqualTo(REPLACE_THREAD);
    }
    assertThat(counter.count()).isEqualTo(3 * RecentFailures.LIMIT);
  }

  @Test
  void aFewFailuresPass() {
    fail(RecentFailures.LIMIT - 1);
    assertThat(failures.tooMany()).isFalse();
  }

  @Test
  void manyInAShortTimeAreTooManyUntilTheyAreOld() {
    fail(RecentFailures.LIMIT);
    assertThat(failures.tooMany()).isTrue();

    clock.advance(RecentFailures.WINDOW);
    assertThat(failures.tooMany()).isFalse();

    fail(1);
    assertThat(failures.tooMany()).isFalse();
  }

  @Test
  void failuresFarBetweenAreNeverTooMany() {
    for (int i = 0; i < 5 * RecentFailures.LIMIT; i++) {
      fail(1);
      clock.advance(Duration.ofSeconds(70));
      assertThat(failures.tooMany()).isFalse();
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      var unused = failures.handle(new IllegalStateException("once"));
    }
  }
}
