package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:27Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        " 7 | PT7S",
        "Sun, 06 Nov 1994 08:49:37 GMT | PT10S",
        "Sun Nov  6 08:49:37 1994 | PT10S",
        "Wed Nov 16 08:49:27 1994 | PT240H",
        "Sun, 06 Nov 1994 08:49:00 GMT | PT0S",
        "99999999999999999999999 | PT8760H",
        "Fri, 31 Dec 9999 23:59:59 GMT | PT8760H"
      })
  void readsSecondsAndDates(String value, Duration delay) {
    assertThat(RetryAfter.parse(value, NOW)).contains(delay);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sunday, 06-Nov-94 08:49:37 GMT"})
  void readsTwoDigitYearsAsThisCentury(String value) {
    assertThat(RetryAfter.parse(value, Instant.parse("2094-11-06T08:49:27Z")))
        .as("6 November 2094 is a Saturday, so the date contradicts itself")
        .isEmpty();
    assertThat(
            RetryAfter.parse(
                "Saturday, 06-Nov-94 08:49:37 GMT", Instant.parse("2094-11-06T08:49:27Z")))
        .contains(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "+5", "Sun, 06 Nov 1994", "1e3", "٣"})
  void ignoresWhatDoesNotSay(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }
}
