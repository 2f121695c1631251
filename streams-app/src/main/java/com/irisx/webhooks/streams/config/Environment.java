package com.irisx.webhooks.streams.config;

import com.irisx.webhooks.setting.SettingLookUp;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables. Every error names the variable. */
final class Environment {

  private final Map<String, String> variables;

  private final Consumer<SettingLookUp> lookUps;

  /**
   * @param lookUps is told of every setting that is looked for
   */
  Environment(Map<String, String> variables, Consumer<SettingLookUp> lookUps) {
    this.variables = variables;
    this.lookUps = lookUps;
  }

  String text(String name, String defaultValue) {
    lookUps.accept(SettingLookUp.text(name, defaultValue));
    return given(name, defaultValue);
  }

  String required(String name) {
    lookUps.accept(SettingLookUp.required(name));
    String value = optional(name);
    if (value == null) {
      throw new InvalidSettingException(name, "must be set");
    }
    return value;
  }

  int number(String name, int defaultValue, int min, int max) {
    lookUps.accept(SettingLookUp.number(name, defaultValue, min, max));
    return read(
        name,
        Integer.toString(defaultValue),
        value -> {
          int number = Integer.parseInt(value);
          if (number < min || number > max) {
            throw new IllegalArgumentException("must be from " + min + " to " + max);
          }
          return number;
        });
  }

  boolean flag(String name, boolean defaultValue) {
    lookUps.accept(SettingLookUp.flag(name, defaultValue));
    return read(
        name,
        Boolean.toString(defaultValue),
        value -> {
          if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
          }
          return value.equals("true");
        });
  }

  Path path(String name, String defaultValue) {
    return parsed(name, defaultValue, Path::of);
  }

  /**
   * The value as {@code parser} reads it; what it throws becomes an error that names the variable.
   */
  <T> T parsed(String name, String defaultValue, Function<String, T> parser) {
    lookUps.accept(SettingLookUp.text(name, defaultValue));
    return read(name, defaultValue, parser);
  }

  private <T> T read(String name, String defaultValue, Function<String, T> parser) {
    try {
      return parser.apply(given(name, defaultValue));
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(name, "must be a whole number", e);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(name, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The value as {@code parser} reads it, null if it is not set; what the parser throws becomes an
   * error that names the variable.
   */
  <T> @Nullable T optional(String name, Function<String, T> parser) {
    lookUps.accept(SettingLookUp.text(name, ""));
    return optional(name) == null ? null : read(name, "", parser);
  }

  private String given(String name, String defaultValue) {
    String value = optional(name);
    return value == null ? defaultValue : value;
  }

  private @Nullable String optional(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
