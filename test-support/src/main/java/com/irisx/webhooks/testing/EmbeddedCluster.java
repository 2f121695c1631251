package com.irisx.webhooks.testing;

import com.irisx.webhooks.embedded.DatabaseSettings;
import com.irisx.webhooks.embedded.DatabaseSettings.Durability;
import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.embedded.KafkaSettings;
import com.irisx.webhooks.embedded.ListenPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cluster from Maven's jars, in a directory that goes with the JVM. */
record EmbeddedCluster(EmbeddedKafka kafka, EmbeddedDatabase database) implements TestCluster {

  static EmbeddedCluster start() {
    Path directory = temporaryDirectory();
    EmbeddedKafka kafka =
        EmbeddedKafka.start(new KafkaSettings(directory.resolve("kafka"), ListenPort.free()));
    EmbeddedDatabase database =
        EmbeddedDatabase.start(
            new DatabaseSettings(
                directory.resolve("postgres"),
                ListenPort.free(),
                sharedBinaries(),
                Durability.PROCESS_DEATH));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  database.close();
                  kafka.close();
                  TemporaryDirectory.delete(directory);
                },
                "test-cluster-stop"));
    return new EmbeddedCluster(kafka, database);
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public TestDatabase newDatabase() {
    return new TestDatabase("postgres", database.jdbcUrl(), database.user(), database.password())
        .create(database::jdbcUrl);
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("webhooks-test-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One copy for all modules and runs; below the home directory, where nobody else can write. */
  private static Path sharedBinaries() {
    return Path.of(System.getProperty("user.home"), ".cache", "irisx-webhooks", "postgres");
  }
}
