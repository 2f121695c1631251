package com.irisx.webhooks.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final UUID ONE = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);

  private final Progress progress = new Progress();

  @Test
  void aDeliveryWaitsUntilItsTerminalOutcome() {
    progress.outcome(outcome(ONE, DeliveryStatus.RETRYING, 1));
    progress.outcome(outcome(ONE, DeliveryStatus.RETRYING, 2));
    progress.outcome(outcome(OTHER, DeliveryStatus.PENDING, 0));
    assertThat(progress.now().waiting()).isEqualTo(2);

    progress.outcome(outcome(ONE, DeliveryStatus.DELIVERED, 3));
    progress.outcome(outcome(OTHER, DeliveryStatus.CANCELLED, 0));

    assertThat(progress.now().waiting()).isZero();
    assertThat(progress.now().delivered()).isEqualTo(1);
    assertThat(progress.now().failed()).isEqualTo(1);
    assertThat(progress.now().retries()).isEqualTo(2);
  }

  @Test
  void measuresOnlyFirstAttemptsOfEventsOfThisRun() {
    progress.produced("known", System.nanoTime());
    progress.received(receipt("unknown", 1));
    progress.received(receipt("known", 2));
    assertThat(progress.now().p50Ms()).isNaN();

    progress.received(receipt("known", 1));
    assertThat(progress.now().p50Ms()).isNotNegative();
  }

  @Test
  void remembersTheLastRequestsNewestFirst() {
    for (int attempt = 1; attempt <= 20; attempt++) {
      progress.received(receipt("e", attempt));
    }
    assertThat(progress.now().recent())
        .extracting(recent -> recent.receipt().attempt())
        .containsExactly(20, 19, 18, 17, 16, 15);
  }

  @Test
  void percentilesAreNearestRank() {
    Latencies latencies = new Latencies();
    assertThat(latencies.percentile(50)).isNaN();
    for (int i = 100; i >= 1; i--) {
      latencies.add(i);
    }
    assertThat(latencies.percentile(50)).isEqualTo(50);
    assertThat(latencies.percentile(99)).isEqualTo(99);
  }

  private static Receipt receipt(String eventId, int attempt) {
    return new Receipt("calls", "call.completed", eventId, attempt, 200);
  }

  private static DeliveryOutcome outcome(UUID id, DeliveryStatus status, int attempt) {
    return new DeliveryOutcome(
        id,
        "evt_1",
        "call.completed",
        "demo",
        OTHER,
        status,
        status.terminal(),
        0,
        attempt,
        5,
        null,
        null,
        status == DeliveryStatus.DELIVERED ? null : AttemptError.HTTP_STATUS,
        null,
        null,
        null,
        null,
        null,
        "2025-10-29T12:00:00Z",
        Instant.EPOCH,
        null,
        Instant.EPOCH);
  }
}
