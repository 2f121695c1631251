package com.irisx.webhooks.streams.delivery;

import static com.irisx.webhooks.streams.delivery.Blame.ENDPOINT;
import static com.irisx.webhooks.streams.delivery.Blame.NOBODY;
import static com.irisx.webhooks.streams.delivery.Blame.REQUEST;
import static com.irisx.webhooks.streams.delivery.Blame.US;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {

  private static final long START = 1_000_000;
  private static final BreakerLimits LIMITS =
      new BreakerLimits(3, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(30));

  private Breaker breaker = Breaker.CLOSED;

  @Test
  void opensAfterEnoughFailuresOverEnoughTime() {
    after(ENDPOINT, 0).after(ENDPOINT, 9_999).after(ENDPOINT, 9_999).after(ENDPOINT, 9_999);
    assertThat(breaker.isClosed()).isTrue();

    after(ENDPOINT, 10_000);
    assertThat(breaker.isClosed()).isFalse();
    assertThat(breaker.openUntil()).isEqualTo(START + 15_000);
    assertThat(breaker.isOpen(START + 14_999)).isTrue();
    assertThat(breaker.isOpen(START + 15_000)).isFalse();
  }

  @Test
  void timeAloneDoesNotOpenIt() {
    after(ENDPOINT, 0).after(ENDPOINT, 3_600_000);
    assertThat(breaker.isClosed()).isTrue();
    after(ENDPOINT, 3_600_001);
    assertThat(breaker.isClosed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Blame.class,
      names = {"NOBODY", "REQUEST"})
  void anAnswerBeginsTheCountAgain(Blame answer) {
    after(ENDPOINT, 0).after(ENDPOINT, 20_000).after(answer, 20_001);
    after(ENDPOINT, 40_000).after(ENDPOINT, 60_000);
    assertThat(breaker.isClosed()).isTrue();
    assertThat(breaker.failures()).isEqualTo(2);
  }

  @Test
  void whatIsNotTheEndpointsFaultChangesNothing() {
    after(ENDPOINT, 0);
    Breaker before = breaker;
    after(US, 5);
    assertThat(breaker).isEqualTo(before);
  }

  @Test
  void failingSinceIsTheFirstFailureOfAnyKindAfterTheLastSuccess() {
    after(REQUEST, 7).after(ENDPOINT, 8).after(REQUEST, 9);
    assertThat(breaker.failingSince()).isEqualTo(START + 7);
    after(NOBODY, 10);
    assertThat(breaker.failingSince()).isZero();
  }

  @Test
  void aFailedProbeOpensItForTwiceAsLongUpToTheLimit() {
    open();
    long now = breaker.openUntil();
    for (long expected : new long[] {10_000, 20_000, 30_000, 30_000, 30_000}) {
      breaker = breaker.after(ENDPOINT, true, now, LIMITS);
      assertThat(breaker.openUntil() - now).isEqualTo(expected);
      now = breaker.openUntil();
    }
  }

  @Test
  void requestsThatWereUnderWayWhenItOpenedDoNotOpenItForLonger() {
    open();
    long until = breaker.openUntil();
    breaker = breaker.after(ENDPOINT, false, until + 1, LIMITS);
    assertThat(breaker.openUntil()).isEqualTo(until);
    assertThat(breaker.trips()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Blame.class,
      names = {"NOBODY", "REQUEST"})
  void anyAnswerClosesIt(Blame answer) {
    open();
    breaker = breaker.after(answer, false, breaker.openUntil() - 1, LIMITS);
    assertThat(breaker.isClosed()).isTrue();
    assertThat(breaker.trips()).isZero();
  }

  @Test
  void aProbeThatWasNotMadeSaysNothing() {
    open();
    Breaker before = breaker;
    breaker = breaker.after(US, true, breaker.openUntil(), LIMITS);
    assertThat(breaker).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "200, , NOBODY",
    "500, HTTP_STATUS, ENDPOINT",
    "599, HTTP_STATUS, ENDPOINT",
    "429, HTTP_STATUS, ENDPOINT",
    "428, HTTP_STATUS, REQUEST",
    "404, HTTP_STATUS, REQUEST",
    "410, HTTP_STATUS, REQUEST",
    "301, HTTP_STATUS, REQUEST",
    "499, HTTP_STATUS, REQUEST",
    ", TIMEOUT, ENDPOINT",
    ", DNS_FAILED, ENDPOINT",
    ", CONNECTION_FAILED, ENDPOINT",
    ", TLS_FAILED, ENDPOINT",
    ", PROTOCOL_ERROR, ENDPOINT",
    ", ADDRESS_BLOCKED, US",
    ", CONFIGURATION_UNUSABLE, US",
    ", EGRESS_PROXY_FAILED, US",
    ", WEBHOOK_UNKNOWN, US",
    ", WEBHOOK_DISABLED, US",
    ", HANDOVER_LOST, US",
  })
  void whoIsToBlame(Integer status, AttemptError error, Blame expected) {
    assertThat(Blame.of(new AttemptResult(1, 0, 0, status, error, null, null, null)))
        .isEqualTo(expected);
  }

  private void open() {
    after(ENDPOINT, 0).after(ENDPOINT, 10_000).after(ENDPOINT, 10_000);
    assertThat(breaker.isClosed()).isFalse();
  }

  private BreakerTest after(Blame blame, long millis) {
    breaker = breaker.after(blame, false, START + millis, LIMITS);
    return this;
  }
}
