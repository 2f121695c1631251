package com.irisx.webhooks.setting;

import org.jspecify.annotations.Nullable;

/**
 * That an app looked for a setting, and what it would take. Whoever reads settings tells it, so the
 * page of settings cannot leave one out.
 *
 * @param name of the environment variable
 * @param defaultValue used where it is not set, empty for none; null if it must be set
 * @param bounds what is taken, in words, empty where any text is
 */
public record SettingLookUp(String name, @Nullable String defaultValue, String bounds) {

  /** One that must be set. */
  public static SettingLookUp required(String name) {
    return new SettingLookUp(name, null, "");
  }

  /** Any text, or one that its parser judges. */
  public static SettingLookUp text(String name, String defaultValue) {
    return new SettingLookUp(name, defaultValue, "");
  }

  /** A whole number within bounds, both included. */
  public static SettingLookUp number(String name, int defaultValue, int min, int max) {
    return new SettingLookUp(name, Integer.toString(defaultValue), min + " to " + max);
  }

  /** Yes or no. */
  public static SettingLookUp flag(String name, boolean defaultValue) {
    return new SettingLookUp(name, Boolean.toString(defaultValue), "true, false");
  }
}
