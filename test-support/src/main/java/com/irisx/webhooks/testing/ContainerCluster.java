package com.irisx.webhooks.testing;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The cluster from public images; Testcontainers removes the containers when the JVM ends. */
record ContainerCluster(KafkaContainer kafka, PostgreSQLContainer database) implements TestCluster {

  private static final String KAFKA = "apache/kafka:4.3.1";
  private static final String POSTGRES = "postgres:17-alpine";
  private static final String LARGEST_MESSAGE_BYTES = String.valueOf(10 * 1024 * 1024);

  static ContainerCluster start() {
    KafkaContainer kafka =
        new KafkaContainer(DockerImageName.parse(KAFKA))
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", LARGEST_MESSAGE_BYTES)
            .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", LARGEST_MESSAGE_BYTES)
            .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4")
            .withEnv("KAFKA_NUM_PARTITIONS", "3");
    PostgreSQLContainer database =
        new PostgreSQLContainer(DockerImageName.parse(POSTGRES))
            .withCommand(
                "postgres",
                "-c",
                "wal_level=logical",
                "-c",
                "max_replication_slots=16",
                "-c",
                "max_wal_senders=16",
                "-c",
                "max_connections=200",
                "-c",
                "fsync=off");
    kafka.start();
    database.start();
    return new ContainerCluster(kafka, database);
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public TestDatabase newDatabase() {
    return new TestDatabase(
            database.getDatabaseName(),
            database.getJdbcUrl(),
            database.getUsername(),
            database.getPassword())
        .create(this::jdbcUrl);
  }

  private String jdbcUrl(String name) {
    return "jdbc:postgresql://"
        + database.getHost()
        + ":"
        + database.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
        + "/"
        + name;
  }
}
