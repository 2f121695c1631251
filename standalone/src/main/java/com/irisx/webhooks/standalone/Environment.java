package com.irisx.webhooks.standalone;

import java.util.Map;
import java.util.Optional;

/** Typed look-ups in environment variables; empty counts as not set. */
record Environment(Map<String, String> values) {

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(text -> !text.isEmpty());
  }

  int number(String key, int otherwise, int min, int max) {
    Optional<String> text = text(key);
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
    String text = text(key).orElse(Boolean.toString(otherwise));
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
    if (text(key).isPresent()) {
      throw new InvalidSettingException(key, reason);
    }
  }
}
