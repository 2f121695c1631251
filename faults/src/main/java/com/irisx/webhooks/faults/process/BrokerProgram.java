package com.irisx.webhooks.faults.process;

import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.embedded.KafkaSettings;
import com.irisx.webhooks.embedded.ListenPort;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker alone. Arguments: its directory, its port. */
public final class BrokerProgram {

  private BrokerProgram() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            new KafkaSettings(
                Path.of(arguments[0]),
                new ListenPort(Integer.parseInt(arguments[1]), "the broker's port")));
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  kafka.close();
                  stopped.countDown();
                }));
    stopped.await();
  }
}
