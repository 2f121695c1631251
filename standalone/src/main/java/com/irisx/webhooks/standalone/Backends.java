package com.irisx.webhooks.standalone;

import com.irisx.webhooks.embedded.DatabaseSettings;
import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.embedded.KafkaSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The broker and the database, with what the applications expect to find in them. */
record Backends(EmbeddedKafka kafka, EmbeddedDatabase database) {

  private static final String DATABASE = "webhooks";

  /** There from the start, so that nobody's first event waits for the topic to be discovered. */
  private static final List<String> EVENT_TOPICS =
      List.of("events.call", "events.sms", "events.email", "events.system");

  static EmbeddedKafka startKafka(StandaloneSettings settings)
      throws ExecutionException, InterruptedException {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(
            new KafkaSettings(settings.dataDirectory().resolve("kafka"), settings.kafkaPort()));
    createEventTopics(kafka.bootstrapServers());
    return kafka;
  }

  static EmbeddedDatabase startDatabase(StandaloneSettings settings) throws SQLException {
    EmbeddedDatabase database =
        EmbeddedDatabase.start(
            DatabaseSettings.durable(
                settings.dataDirectory().resolve("postgres"), settings.postgresPort()));
    createDatabase(database);
    return database;
  }

  String databaseUrl() {
    return database.jdbcUrl(DATABASE);
  }

  /** Where they are, for the applications. */
  Map<String, String> environment() {
    return Map.of(
        "WEBHOOKS_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
        "WEBHOOKS_DB_URL", databaseUrl(),
        "WEBHOOKS_DB_USER", database.user(),
        "WEBHOOKS_DB_PASSWORD", database.password());
  }

  private static void createEventTopics(String bootstrapServers)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> there = admin.listTopics().names().get();
      List<NewTopic> missing =
          EVENT_TOPICS.stream()
              .filter(topic -> !there.contains(topic))
              .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
              .toList();
      admin.createTopics(missing).all().get();
    }
  }

  private static void createDatabase(EmbeddedDatabase server) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!rows.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }
}
