package com.irisx.webhooks.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real broker in this JVM: one KRaft node that is broker and controller, listening on 127.0.0.1,
 * its data kept in a directory across restarts and crashes.
 *
 * <p>Put together as {@code kafka.server.KafkaRaftServer} does it, but for the listeners, see
 * {@link BoundListeners}. Threading: {@link #close} may be called by any thread, more than once.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

  private final DirectoryLock lock;
  private final BoundListeners listeners;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(DirectoryLock lock, BoundListeners listeners, SharedServers servers) {
    this.lock = lock;
    this.listeners = listeners;
    this.controller = servers.controller();
    this.broker = servers.broker();
  }

  /**
   * Starts a broker and returns once clients can produce.
   *
   * @throws PortInUseException if another process listens on the port
   * @throws DirectoryInUseException if another process uses the directory
   */
  public static EmbeddedKafka start(KafkaSettings settings) {
    DirectoryLock lock = DirectoryLock.acquire(settings.directory());
    try {
      BoundListeners listeners = new BoundListeners(settings.port());
      try {
        Path logs = settings.directory().resolve("data");
        format(logs);
        EmbeddedKafka kafka =
            new EmbeddedKafka(
                lock, listeners, SharedServers.of(BrokerProperties.of(logs, listeners), listeners));
        kafka.startup();
        return kafka;
      } catch (Throwable e) {
        listeners.close();
        throw e;
      }
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** The address clients connect to, {@code 127.0.0.1:<port>}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + listeners.brokerPort();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return listeners.brokerPort();
  }

  /** Stops the broker: its logs are flushed and closed, so that the next start need not recover. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      broker.shutdown(SHUTDOWN_TIMEOUT);
      controller.shutdown();
      listeners.close();
      lock.close();
      LOG.info("broker at {} stopped", bootstrapServers());
    }
  }

  private void startup() {
    try {
      controller.startup();
      broker.startup();
      LOG.info("broker at {} started", bootstrapServers());
    } catch (Throwable e) {
      broker.shutdown(SHUTDOWN_TIMEOUT);
      controller.shutdown();
      throw e;
    }
  }

  private static void format(Path logs) {
    FirstStart firstStart = new FirstStart(logs);
    if (!firstStart.begin()) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(logs.toString()))
          .setControllerListenerName(BoundListeners.CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setHasDynamicQuorum(false)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot format the broker's storage " + logs, e);
    }
    firstStart.finish();
  }

  /** The two halves of the node and what they share. */
  private record SharedServers(ControllerServer controller, BrokerServer broker) {

    static SharedServers of(Properties properties, BoundListeners listeners) {
      KafkaConfig config = KafkaConfig.fromProps(properties, false);
      var storage = KafkaRaftServer.initializeLogDirs(config, LOG, "");
      var directories = storage._1();
      var shared =
          new SharedServer(
              config,
              directories,
              Time.SYSTEM,
              Server.initializeMetrics(config, Time.SYSTEM, directories.clusterId().orElseThrow()),
              CompletableFuture.completedFuture(listeners.voters()),
              List.of(),
              new StandardFaultHandlerFactory(),
              listeners);
      return new SharedServers(
          new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2()),
          new BrokerServer(shared));
    }
  }
}
