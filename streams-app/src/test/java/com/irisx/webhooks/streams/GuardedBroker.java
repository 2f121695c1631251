package com.irisx.webhooks.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker that asks who is there (SASL PLAIN) and has access control lists. */
final class GuardedBroker implements AutoCloseable {

  /** May do everything. */
  static final String OPERATOR = "operator";

  /** May do what it is granted. */
  static final String APP = "app";

  private final KafkaRaftServer server;
  private final int port;

  private GuardedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  static GuardedBroker start(Path directory) throws Exception {
    int port = freePort();
    Properties properties = properties(directory, port, freePort());
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(directory.toString()))
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setHasDynamicQuorum(false)
        .run();
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    return new GuardedBroker(server, port);
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** What a client of this user needs to say, in a new file. */
  static Path clientProperties(Path directory, String user, String password) throws IOException {
    Path file = directory.resolve(user + "-" + password + ".properties");
    return Files.writeString(
        file,
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=%s username="%s" password="%s";
        """
            .formatted(LOGIN, user, password));
  }

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  private static Properties properties(Path directory, int port, int controllerPort) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "log.dirs", directory.toString(),
            "listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners", "CLIENT://127.0.0.1:" + port,
            "listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names", "CONTROLLER",
            "inter.broker.listener.name", "CLIENT",
            "controller.quorum.voters", "1@127.0.0.1:" + controllerPort));
    properties.putAll(
        Map.of(
            "sasl.enabled.mechanisms",
            "PLAIN",
            "sasl.mechanism.inter.broker.protocol",
            "PLAIN",
            "listener.name.client.plain.sasl.jaas.config",
            LOGIN
                + " username=\"operator\" password=\"operator\""
                + " user_operator=\"operator\" user_app=\"app\";",
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            // The broker itself comes to the controller as nobody.
            "super.users",
            "User:operator;User:ANONYMOUS"));
    properties.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.num.partitions", "1",
            "transaction.state.log.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0"));
    return properties;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
