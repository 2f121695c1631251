package com.irisx.webhooks.standalone;

/** A setting that cannot be used; the message names its key. */
public final class InvalidSettingException extends IllegalArgumentException {
  InvalidSettingException(String key, String problem) {
    super(key + " " + problem);
  }
}
