package com.irisx.webhooks.standalone;

import com.irisx.webhooks.setting.SettingLookUp;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Typed look-ups in environment variables; empty counts as not set.
 *
 * @param lookUps is told of every setting that is looked for
 */
record Environment(Map<String, String> values, Consumer<SettingLookUp> lookUps) {

  String text(String key, String otherwise) {
    lookUps.accept(SettingLookUp.text(key, otherwise));
    return given(key).orElse(otherwise);
  }

  Optional<String> text(String key) {
    lookUps.accept(SettingLookUp.text(key, ""));
    return given(key);
  }

  private Optional<String> given(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(text -> !text.isEmpty());
  }

  int number(String key, int otherwise, int min, int max) {
    lookUps.accept(SettingLookUp.number(key, otherwise, min, max));
    Optional<String> text = given(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The same message: what is no number is out of bounds, too.
    }
    throw new InvalidSettingException(
        key, "must be a whole number from " + min + " to " + max + ": " + text.get());
  }

  boolean flag(String key, boolean otherwise) {
    lookUps.accept(SettingLookUp.flag(key, otherwise));
    String text = given(key).orElse(Boolean.toString(otherwise));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidSettingException(key, "must be true or false: " + text);
    };
  }

  /** A token or key of at least {@code minimum} characters that can stand in an HTTP header. */
  Optional<String> credential(String key, int minimum) {
    return text(key)
        .map(
            value -> {
              if (value.length() < minimum || !value.matches("[\\x21-\\x7e]{1,200}")) {
                throw new InvalidSettingException(
                    key,
                    "must have "
                        + minimum
                        + " to 200 printable ASCII characters and no space (it is not shown here)");
              }
              return value;
            });
  }

  void refuse(String key, String reason) {
    if (given(key).isPresent()) {
      throw new InvalidSettingException(key, reason);
    }
  }
}
