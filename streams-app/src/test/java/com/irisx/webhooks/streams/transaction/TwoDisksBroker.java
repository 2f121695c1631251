package com.irisx.webhooks.streams.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker with two log directories, of which the second can be taken away. */
final class TwoDisksBroker implements AutoCloseable {

  private final Path first;
  private final Path second;
  private final Path away;
  private final int port;
  private final int controllerPort;
  private KafkaRaftServer server;

  /** Starts it without the second disk. */
  TwoDisksBroker(Path directory) throws Exception {
    first = Files.createDirectories(directory.resolve("first"));
    second = Files.createDirectories(directory.resolve("second"));
    away = directory.resolve("away");
    port = freePort();
    controllerPort = freePort();
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(first.toString(), second.toString()))
        .setMetadataLogDirectory(Optional.of(first.toString()))
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setHasDynamicQuorum(false)
        .run();
    takeSecondDiskAway();
    server = started();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** What is on the second disk has no leader then. */
  void restartWithoutSecondDisk() throws IOException {
    close();
    takeSecondDiskAway();
    server = started();
  }

  /** A new partition goes to the disk that has fewer. */
  void restartWithBothDisks() throws IOException {
    close();
    Files.delete(second);
    Files.move(away, second);
    server = started();
  }

  private void takeSecondDiskAway() throws IOException {
    Files.move(second, away);
    Files.writeString(second, "not a directory");
  }

  /** Whether a partition is there, and the controller knows. */
  boolean secondDiskHolds(TopicPartition partition) throws JMException {
    return Files.exists(second.resolve(partition.toString()))
        && ManagementFactory.getPlatformMBeanServer()
            .getAttribute(
                new ObjectName(
                    "kafka.server:type=AssignmentsManager,name=QueuedReplicaToDirAssignments"),
                "Value")
            .equals(0);
  }

  private KafkaRaftServer started() {
    KafkaRaftServer started =
        new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
    started.startup();
    return started;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            "1",
            "log.dirs",
            first + "," + second,
            "metadata.log.dir",
            first.toString(),
            "listeners",
            "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
            "advertised.listeners",
            "CLIENT://127.0.0.1:" + port,
            "listener.security.protocol.map",
            "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names",
            "CONTROLLER",
            "inter.broker.listener.name",
            "CLIENT",
            "controller.quorum.voters",
            "1@127.0.0.1:" + controllerPort));
    properties.putAll(
        Map.of(
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.num.partitions", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));
    return properties;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
