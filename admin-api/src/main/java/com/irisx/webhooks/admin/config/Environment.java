package com.irisx.webhooks.admin.config;

import java.util.Map;

/** Typed look-ups in environment variables; empty counts as not set. */
record Environment(Map<String, String> values) {

  String required(String key) {
    String value = text(key, "");
    if (value.isEmpty()) {
      throw new InvalidSettingException(key, "is not set, and has no default");
    }
    return value;
  }

  String text(String key, String otherwise) {
    String value = values.getOrDefault(key, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  int number(String key, int otherwise, int min, int max) {
    String text = text(key, Integer.toString(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The same message: what is no number is out of bounds, too.
    }
    throw new InvalidSettingException(
        key, "must be a whole number from " + min + " to " + max + ": " + text);
  }

  boolean flag(String key, boolean otherwise) {
    String text = text(key, Boolean.toString(otherwise));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidSettingException(key, "must be true or false: " + text);
    };
  }
}
