package com.irisx.webhooks.testing;

import java.util.concurrent.Executor;

/** Where tests run what has to wait for something else. */
public final class Threads {

  /** The common pool has but one thread on two cores, and tasks of tests wait for one another. */
  public static final Executor ONE_EACH =
      task -> {
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
      };

  private Threads() {}
}
