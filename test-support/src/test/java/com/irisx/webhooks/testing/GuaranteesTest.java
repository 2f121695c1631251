package com.irisx.webhooks.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each guarantee can be kept and can be broken. */
class GuaranteesTest {

  private static final UUID DELIVERY = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);

  @Test
  void atLeastOnceMissesWhatWasNeverReceived() {
    AtLeastOnce guarantee = new AtLeastOnce();
    guarantee.observeExpected(DELIVERY);
    guarantee.observeExpected(OTHER);
    guarantee.observeRequest(request(DELIVERY, 1, Duration.ZERO));

    assertThatThrownBy(guarantee::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 of 2")
        .hasMessageContaining(OTHER.toString());

    guarantee.observeRequest(request(OTHER, 2, Duration.ZERO));
    assertThatCode(guarantee::check).doesNotThrowAnyException();
  }

  @Test
  void neverEarlyAllowsTheScheduleAndRepeats() {
    NeverEarly guarantee = NeverEarly.ofSeconds(List.of(1, 2));
    guarantee.observeRequest(request(DELIVERY, 1, Duration.ZERO));
    guarantee.observeRequest(request(DELIVERY, 1, Duration.ofMillis(900)));
    guarantee.observeRequest(request(DELIVERY, 2, Duration.ofSeconds(1)));
    guarantee.observeRequest(request(DELIVERY, 3, Duration.ofSeconds(3)));
    guarantee.observeRequest(request(DELIVERY, 4, Duration.ofSeconds(5)));

    assertThatCode(guarantee::check).doesNotThrowAnyException();
  }

  @Test
  void neverEarlyCatchesAnAttemptBeforeItsTime() {
    NeverEarly guarantee = NeverEarly.ofSeconds(List.of(1, 2));
    guarantee.observeRequest(request(DELIVERY, 1, Duration.ZERO));
    guarantee.observeRequest(request(DELIVERY, 2, Duration.ofSeconds(1)));
    guarantee.observeRequest(request(DELIVERY, 3, Duration.ofMillis(2900)));

    assertThatThrownBy(guarantee::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("attempt 3 of " + DELIVERY);
  }

  @Test
  void oneTerminalOutcomeCatchesNoneAndTwo() {
    OneTerminalOutcome none = new OneTerminalOutcome();
    none.observeExpected(DELIVERY);
    none.observeOutcome(outcome(DELIVERY, DeliveryStatus.RETRYING));
    assertThatThrownBy(none::check).hasMessageContaining("has 0 terminal outcomes");

    none.observeOutcome(outcome(DELIVERY, DeliveryStatus.DELIVERED));
    assertThatCode(none::check).doesNotThrowAnyException();

    none.observeOutcome(outcome(DELIVERY, DeliveryStatus.FAILED));
    assertThatThrownBy(none::check).hasMessageContaining("has 2 terminal outcomes");
  }

  @Test
  void allAreCheckedTogether() {
    Guarantees guarantees = Guarantees.of(new AtLeastOnce(), new OneTerminalOutcome());
    guarantees.observeExpected(DELIVERY);

    assertThatThrownBy(guarantees::check)
        .hasMessageContaining("never received")
        .hasMessageContaining("has 0 terminal outcomes");
  }

  private static ReceivedRequest request(UUID delivery, int attempt, Duration arrived) {
    return new ReceivedRequest(
        "POST",
        "/hook",
        List.of(
            new SimpleImmutableEntry<>("X-IRISX-Delivery", delivery.toString()),
            new SimpleImmutableEntry<>("X-IRISX-Attempt", String.valueOf(attempt))),
        new byte[0],
        arrived.toNanos(),
        Instant.EPOCH.plus(arrived));
  }

  private static DeliveryOutcome outcome(UUID delivery, DeliveryStatus status) {
    return new DeliveryOutcome(
        delivery,
        "evt_1",
        "call.completed",
        "acme",
        OTHER,
        status,
        status.terminal(),
        0,
        1,
        5,
        status == DeliveryStatus.DELIVERED ? 200 : 500,
        12L,
        status == DeliveryStatus.DELIVERED ? null : AttemptError.HTTP_STATUS,
        null,
        null,
        null,
        null,
        null,
        "2025-10-29T12:00:00Z",
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
