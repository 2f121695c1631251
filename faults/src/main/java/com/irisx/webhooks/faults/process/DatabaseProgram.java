package com.irisx.webhooks.faults.process;

import com.irisx.webhooks.embedded.DatabaseSettings;
import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.ListenPort;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a Postgres server and stays beside it. Arguments: its directory, its port. */
public final class DatabaseProgram {

  private DatabaseProgram() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedDatabase database =
        EmbeddedDatabase.start(
            DatabaseSettings.durable(
                Path.of(arguments[0]),
                new ListenPort(Integer.parseInt(arguments[1]), "the database's port")));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  database.close();
                  stopped.countDown();
                }));
    stopped.await();
  }
}
