package com.irisx.webhooks.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call",
        "call.completed",
        "call.recording.started",
        "phone_number.assigned",
        "a",
        "A.B-c_9",
        "_",
        "-",
        "1.2.3"
      })
  void aName(String name) {
    assertThat(EventTypeName.isValid(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".call",
        "call.",
        "call..completed",
        "call.*",
        "*",
        "call completed",
        "call ",
        " call",
        "call/completed",
        "call:completed",
        "call\n",
        "cäll",
        "сall",
        "call\u0000",
        "call\t",
        "ca\u212All",
        "@",
        "[",
        "`",
        "{",
        ","
      })
  void noName(String name) {
    assertThat(EventTypeName.isValid(name)).isFalse();
  }

  @Test
  void atMost128Characters() {
    assertThat(EventTypeName.isValid("a".repeat(128))).isTrue();
    assertThat(EventTypeName.isValid("a".repeat(129))).isFalse();
  }

  /** The loop against the rule as a regular expression. */
  @Test
  void theLoopAgreesWithTheRule() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "azAZ09_-..*@[`{/:é ";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder name = new StringBuilder();
      int length = random.nextInt(8);
      for (int j = 0; j < length; j++) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(EventTypeName.isValid(name.toString()))
          .as("'%s', seed %d", name, seed)
          .isEqualTo(name.toString().matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"));
    }
  }
}
