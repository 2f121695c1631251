package com.irisx.webhooks.embedded;

import java.nio.file.Path;

/** A forked main: a broker that took one record and waits to be killed. */
final class KafkaProgram {

  private KafkaProgram() {}

  @SuppressWarnings("SystemOut") // How it speaks to the test.
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    EmbeddedKafka kafka = EmbeddedKafka.start(new KafkaSettings(directory, ListenPort.free()));
    EmbeddedKafkaTest.produce(kafka.bootstrapServers(), "events.call", "before the crash");
    System.out.println(ForkedJvm.READY);
    ForkedJvm.awaitEndOfTest();
  }
}
