package com.irisx.webhooks.admin.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2025-10-29T12:00:00Z, 2025-10-29T12:00:00Z",
    "2025-10-29T12:00:00+01:00, 2025-10-29T11:00:00Z",
    "2025-10-29, 2025-10-29T00:00:00Z"
  })
  void aTimeOrADateIsAnInstant(String text, Instant expected) {
    assertThat(Times.parse("since", text)).isEqualTo(expected);
  }

  @Test
  void noneIsNone() {
    assertThat(Times.parse("since", null)).isNull();
    assertThat(Times.parse("since", "")).isNull();
  }

  @Test
  void aPlusThatWasReadAsASpaceIsExplained() {
    assertThatThrownBy(() -> Times.parse("since", "2025-10-29T12:00:00 01:00"))
        .hasMessageContaining("since")
        .hasMessageContaining("%2B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "last week", "2025-02-30", "2025-10-29T12:00:00", "1969-12-31"})
  void whatIsNoneIsNamed(String text) {
    assertThatThrownBy(() -> Times.parse("until", text))
        .hasMessageStartingWith("until: must be a time such as 2025-10-29T12:00:00Z");
  }
}
