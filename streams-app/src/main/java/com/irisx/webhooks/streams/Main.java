package com.irisx.webhooks.streams;

import com.irisx.webhooks.streams.observe.Logs;
import java.util.concurrent.CountDownLatch;

/** Runs streams-app alone, with settings from the environment. */
public final class Main {

  private static final String LOGGING = "logback.configurationFile";

  private Main() {}

  /**
   * Starts, and stops cleanly on TERM. A wrong setting ends it with status 1 and one line that
   * names it.
   */
  public static void main(String[] args) throws InterruptedException {
    // Before the first logger: as a part of another process this app leaves logging to that one.
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "streams-app-logback.xml");
    }
    StreamsApp app;
    try {
      app = StreamsApp.start(System.getenv());
    } catch (RuntimeException e) {
      System.err.println("streams-app cannot start: " + e.getMessage());
      System.exit(1);
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  app.close();
                  Logs.close();
                  stopped.countDown();
                },
                "shutdown"));
    stopped.await();
  }
}
