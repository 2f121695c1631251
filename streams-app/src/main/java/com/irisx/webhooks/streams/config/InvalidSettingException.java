package com.irisx.webhooks.streams.config;

/** A setting is missing or out of bounds; the message names it and never repeats its value. */
public final class InvalidSettingException extends IllegalArgumentException {

  InvalidSettingException(String name, String problem) {
    super(name + ": " + problem);
  }

  InvalidSettingException(String name, String problem, Exception cause) {
    super(name + ": " + problem, cause);
  }
}
