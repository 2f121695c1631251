package com.irisx.webhooks.streams;

import java.util.concurrent.CountDownLatch;

/** Runs streams-app alone, with settings from the environment. */
public final class Main {

  private Main() {}

  /**
   * Starts, and stops cleanly on TERM. A wrong setting ends it with status 1 and one line that
   * names it.
   */
  public static void main(String[] args) throws InterruptedException {
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
                  stopped.countDown();
                },
                "shutdown"));
    stopped.await();
  }
}
