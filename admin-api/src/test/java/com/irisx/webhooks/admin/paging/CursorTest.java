package com.irisx.webhooks.admin.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.admin.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void whatWasEncodedIsDecoded() {
    Cursor cursor = new Cursor(Instant.parse("2026-11-23T18:00:00.123456Z"), UUID.randomUUID());

    assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    assertThat(Cursor.decode(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "!",
        "MS4y", // 1.2
        "MS4yLjM", // 1.2.3
        "OTk5OTk5OTk5OTk5OTk5OTk5Ljk5LjAtMC0wLTAtMA" // 999999999999999999.99.0-0-0-0-0
      })
  void whatIsNoneOfOursIsRefused(String text) {
    assertThatThrownBy(() -> Cursor.decode(text)).isInstanceOf(ProblemException.class);
  }
}
