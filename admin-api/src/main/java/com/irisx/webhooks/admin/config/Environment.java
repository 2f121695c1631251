package com.irisx.webhooks.admin.config;

import com.irisx.webhooks.setting.SettingLookUp;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Typed look-ups in environment variables; empty counts as not set.
 *
 * @param lookUps is told of every setting that is looked for
 */
record Environment(Map<String, String> values, Consumer<SettingLookUp> lookUps) {

  String required(String key) {
    lookUps.accept(SettingLookUp.required(key));
    String value = given(key, "");
    if (value.isEmpty()) {
      throw new InvalidSettingException(key, "is not set, and has no default");
    }
    return value;
  }

  String text(String key, String otherwise) {
    lookUps.accept(SettingLookUp.text(key, otherwise));
    return given(key, otherwise);
  }

  private String given(String key, String otherwise) {
    String value = values.getOrDefault(key, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  int number(String key, int otherwise, int min, int max) {
    lookUps.accept(SettingLookUp.number(key, otherwise, min, max));
    String text = given(key, Integer.toString(otherwise));
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
    lookUps.accept(SettingLookUp.flag(key, otherwise));
    String text = given(key, Boolean.toString(otherwise));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidSettingException(key, "must be true or false: " + text);
    };
  }
}
