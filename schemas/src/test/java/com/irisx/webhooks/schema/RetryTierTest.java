package com.irisx.webhooks.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTierTest {

  @ParameterizedTest
  @CsvSource({
    "PT-1S,          S1",
    "PT0S,           S1",
    "PT0.001S,       S1",
    "PT1S,           S1",
    "PT1.000000001S, S2",
    "PT3S,           S4",
    "PT8S,           S8",
    "PT8.001S,       S16",
    "PT16S,          S16",
    "PT16.001S,      M1",
    "PT1M,           M1",
    "PT1M1S,         M10",
    "PT11M,          H1",
    "PT1H1S,         H6",
    "PT6H1S,         H24",
    "PT24H,          H24",
    "P30D,           H24",
  })
  void aDelayGoesToTheSmallestTierThatCoversIt(Duration delay, RetryTier tier) {
    assertThat(RetryTier.covering(delay)).isEqualTo(tier);
  }

  @ParameterizedTest
  @EnumSource
  void aTierCoversItsOwnDelayAndNotMore(RetryTier tier) {
    assertThat(RetryTier.covering(tier.delay())).isEqualTo(tier);
    if (tier != RetryTier.H24) {
      assertThat(RetryTier.covering(tier.delay().plusNanos(1)))
          .isEqualTo(RetryTier.ALL.get(RetryTier.ALL.indexOf(tier) + 1));
    }
  }

  @Test
  void tiersAreInTheOrderOfTheirDelays() {
    assertThat(RetryTier.ALL).isSortedAccordingTo((a, b) -> a.delay().compareTo(b.delay()));
  }
}
