package com.irisx.webhooks.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

  @ParameterizedTest
  @CsvSource({
    "call.completed,   call.completed,         true",
    "call.completed,   call.completed.again,   false",
    "call.completed,   call.complete,          false",
    "call.completed,   Call.completed,         false",
    "call.*,           call.completed,         true",
    "call.*,           call.x,                 true",
    "call.*,           call.recording.started, false",
    "call.*,           call,                   false",
    "call.*,           calls.completed,        false",
    "call.*,           callx,                  false",
    "call.*,           callback,               false",
    "call.*,           recall.completed,       false",
    "call.*,           sms.call.x,             false",
    "call.recording.*, call.recording.started, true",
    "call.recording.*, call.recording,         false",
    "call.recording.*, call.completed,         false",
    "call.recording.*, call.recording.a.b,     false",
    "phone_number.*,   phone_number.assigned,  true",
    "*,                call.completed,         true",
    "*,                call.recording.started, true",
    "*,                call,                   true",
  })
  void matching(String pattern, String type, boolean matches) {
    assertThat(EventPattern.parse(pattern).matches(type)).isEqualTo(matches);
  }

  @Test
  void thePatternSaysWhatItIs() {
    assertThat(EventPattern.parse("call.completed"))
        .isEqualTo(new EventPattern.Exact("call.completed"));
    assertThat(EventPattern.parse("call.*")).isEqualTo(new EventPattern.OneLevel("call"));
    assertThat(EventPattern.parse("*")).isEqualTo(new EventPattern.All());
  }

  @ParameterizedTest
  @ValueSource(strings = {"call.completed", "call.*", "call.recording.*", "*"})
  void thePatternKeepsItsText(String pattern) {
    assertThat(EventPattern.parse(pattern).text()).isEqualTo(pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "call.",
        ".*",
        "**",
        "call.**",
        "*.completed",
        "call.*.started",
        "call*",
        "call.*.*",
        "call. *",
        " call.*",
        "call.* ",
        "cäll.*",
        "call..*",
        "*.",
        "?",
        "call,sms"
      })
  void anInvalidPatternIsNamed(String pattern) {
    assertThatExceptionOfType(InvalidEventPatternException.class)
        .isThrownBy(() -> EventPattern.parse(pattern))
        .withMessageStartingWith("invalid event pattern '" + pattern + "': expected");
  }

  @Test
  void atMost128Characters() {
    assertThat(EventPattern.parse("a".repeat(126) + ".*").matches("a".repeat(126) + ".b")).isTrue();
    assertThatExceptionOfType(InvalidEventPatternException.class)
        .isThrownBy(() -> EventPattern.parse("a".repeat(127) + ".*"))
        .withMessageContaining("'" + "a".repeat(127) + "." + "…'");
  }

  @Test
  void theMessageCannotForgeALogLine() {
    assertThatExceptionOfType(InvalidEventPatternException.class)
        .isThrownBy(() -> EventPattern.parse("call\r\n2025 ERROR"))
        .withMessageStartingWith("invalid event pattern 'call??2025 ERROR'");
  }

  @Test
  void noPatternIsMadeAroundTheRule() {
    assertThatExceptionOfType(InvalidEventPatternException.class)
        .isThrownBy(() -> new EventPattern.Exact("call.*"));
    assertThatExceptionOfType(InvalidEventPatternException.class)
        .isThrownBy(() -> new EventPattern.OneLevel("call."));
  }
}
