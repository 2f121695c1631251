package com.irisx.webhooks.streams.observe;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** The end of logging. */
public final class Logs {

  private Logs() {}

  /** Writes what is still to be written; nothing is logged after it. For the end of a process. */
  public static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      close(logs);
    }
  }

  /** As {@link #close()}, of one context. */
  public static void close(LoggerContext logs) {
    // Logback stops the root's appenders first, and a queue's lines would meet a closed output.
    for (Logger logger : logs.getLoggerList()) {
      for (Iterator<Appender<ILoggingEvent>> appenders = logger.iteratorForAppenders();
          appenders.hasNext(); ) {
        if (appenders.next() instanceof AsyncAppender queue) {
          queue.stop();
        }
      }
    }
    logs.stop();
  }
}
