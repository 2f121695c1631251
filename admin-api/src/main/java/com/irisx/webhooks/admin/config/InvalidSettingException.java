package com.irisx.webhooks.admin.config;

/** A setting is missing or out of bounds; the message names its key and never repeats a secret. */
public final class InvalidSettingException extends IllegalArgumentException {

  /** Says what is wrong with the setting {@code key}. */
  public InvalidSettingException(String key, String problem) {
    super(key + " " + problem);
  }
}
