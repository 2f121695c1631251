package com.irisx.webhooks.benchmarks;

import com.irisx.webhooks.admin.AdminApplication;
import com.irisx.webhooks.embedded.DatabaseSettings;
import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.embedded.KafkaSettings;
import com.irisx.webhooks.embedded.ListenPort;
import com.irisx.webhooks.secret.SecretCipher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** A broker, a durable database and the admin API inside this JVM; the API can be started again. */
final class AdminStack implements AutoCloseable {

  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedDatabase database;
  private final String keyset;
  private ConfigurableApplicationContext api;

  private AdminStack(Path directory) {
    this.directory = directory;
    this.kafka =
        EmbeddedKafka.start(new KafkaSettings(directory.resolve("kafka"), ListenPort.free()));
    this.database =
        EmbeddedDatabase.start(
            DatabaseSettings.durable(directory.resolve("postgres"), ListenPort.free()));
    this.keyset = SecretCipher.newKeyset();
    this.api = AdminApplication.start(env());
  }

  static AdminStack start() throws IOException {
    return new AdminStack(Files.createTempDirectory("webhooks-benchmark"));
  }

  private Map<String, String> env() {
    return Map.of(
        "WEBHOOKS_BOOTSTRAP_SERVERS",
        kafka.bootstrapServers(),
        "WEBHOOKS_PARTITIONS",
        "6",
        "WEBHOOKS_REPLICATION_FACTOR",
        "1",
        "WEBHOOKS_SECRET_KEYSET",
        keyset,
        "WEBHOOKS_DB_URL",
        database.jdbcUrl(),
        "WEBHOOKS_DB_USER",
        database.user(),
        "WEBHOOKS_DB_PASSWORD",
        database.password(),
        "WEBHOOKS_API_PORT",
        "0",
        "WEBHOOKS_BIND_ADDRESS",
        "127.0.0.1",
        "WEBHOOKS_ADMIN_TOKEN",
        AdminClient.ADMIN_TOKEN);
  }

  void stopApi() {
    api.close();
  }

  void startApi() {
    api = AdminApplication.start(env());
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  URI api(String path) {
    return URI.create(
        "http://127.0.0.1:"
            + Objects.requireNonNull(api.getEnvironment().getProperty("local.server.port"))
            + path);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement jdbc = connection.createStatement()) {
      jdbc.execute(statement);
    }
  }

  /** One number. */
  long number(String query) throws SQLException {
    try (Connection connection = connect();
        Statement jdbc = connection.createStatement();
        var row = jdbc.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The database's own log. */
  Path databaseLog() {
    return directory.resolve("postgres/postgres.log");
  }

  /** Of all processes of the database that run, in nanoseconds. */
  long databaseCpuNanos() throws IOException {
    String pid = Files.readAllLines(directory.resolve("postgres/data/postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid.strip()))
        .map(server -> ProcessCpu.of(server).toNanos())
        .orElse(0L);
  }

  @Override
  public void close() throws IOException {
    api.close();
    database.close();
    kafka.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
