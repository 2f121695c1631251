package com.irisx.webhooks.streams.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker with two log directories, of which the second can be taken away. */
final class TwoDisksBroker implements AutoCloseable {

  private final Path first;
  private final Path second;
  private final Path away;
  private final Properties properties;
  private final int port;
  private KafkaRaftServer server;

  TwoDisksBroker(Path directory) throws Exception {
    first = Files.createDirectories(directory.resolve("first"));
    second = Files.createDirectories(directory.resolve("second"));
    away = directory.resolve("away");
    port = freePort();
    properties = properties(List.of(first, second), port, freePort());
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
    server = started();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  String first() {
    return first.toString();
  }

  String second() {
    return second.toString();
  }

  /** Goes on without the second disk: its partitions have no leader. */
  void loseSecondDisk() {
    restart(
        () -> {
          Files.move(second, away);
          Files.writeString(second, "not a directory");
        });
  }

  /** Goes on with both disks and all that was on them. */
  void bringSecondDiskBack() {
    restart(
        () -> {
          Files.delete(second);
          Files.move(away, second);
        });
  }

  private void restart(Change meanwhile) {
    close();
    try {
      meanwhile.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = started();
  }

  private KafkaRaftServer started() {
    KafkaRaftServer started =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    started.startup();
    return started;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(List<Path> disks, int port, int controllerPort) {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            "broker,controller",
            "node.id",
            "1",
            "log.dirs",
            disks.get(0) + "," + disks.get(1),
            "metadata.log.dir",
            disks.get(0).toString(),
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

  private interface Change {
    void make() throws IOException;
  }
}
