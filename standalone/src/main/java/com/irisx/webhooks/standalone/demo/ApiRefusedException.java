package com.irisx.webhooks.standalone.demo;

/** The admin API answered the demo otherwise than it hoped; the message says what it answered. */
public final class ApiRefusedException extends IllegalStateException {
  ApiRefusedException(String what) {
    super(what);
  }
}
