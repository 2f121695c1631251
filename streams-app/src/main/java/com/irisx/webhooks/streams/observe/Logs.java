package com.irisx.webhooks.streams.observe;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** The end of logging. */
public final class Logs {

  private Logs() {}

  /** Writes what is still to be written; nothing is logged after it. For the end of a process. */
  public static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      logs.stop();
    }
  }
}
