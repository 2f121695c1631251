package com.irisx.webhooks.faults.process;

import com.irisx.webhooks.admin.AdminApplication;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.streams.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/**
 * Every process of the system on this machine: the broker, the database, admin-api, two instances
 * of streams-app and a receiver. All keep their ports and directories when they are started again.
 *
 * <p>Threading: one thread.
 */
public final class Stand implements AutoCloseable {

  /** How long a process may take until it works. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The operator's token. */
  public static final String ADMIN_TOKEN = "operator-of-the-faults";

  /** The topic that the producer writes to. */
  public static final String EVENTS = "events.call";

  private static final int PARTITIONS = 6;

  private final Path directory;
  private final boolean shortLived;
  private final int brokerPort = Child.freePort();
  private final int apiPort = Child.freePort();
  private final int receiverPort = Child.freePort();
  private final List<Integer> streamsPorts = List.of(Child.freePort(), Child.freePort());
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final Database database;
  private final Child broker;
  private final Child adminApi;
  private final List<Child> streamsApps;
  private final Child receiver;

  private Stand(Path directory, Map<String, String> settings, boolean shortLived) {
    this.shortLived = shortLived;
    this.directory = directory;
    this.database = new Database(directory, directory.resolve("postgres"));
    Map<String, String> common = new HashMap<>(settings);
    common.putAll(
        Map.of(
            "WEBHOOKS_BOOTSTRAP_SERVERS", bootstrapServers(),
            "WEBHOOKS_PARTITIONS", Integer.toString(PARTITIONS),
            "WEBHOOKS_REPLICATION_FACTOR", "1",
            "WEBHOOKS_SECRET_KEYSET", SecretCipher.newKeyset(),
            "WEBHOOKS_ALLOWED_CIDRS", "127.0.0.0/8",
            "WEBHOOKS_ALLOW_HTTP", "true",
            "WEBHOOKS_BIND_ADDRESS", "127.0.0.1"));
    this.broker =
        new Child(
            "broker",
            BrokerProgram.class,
            List.of(directory.resolve("kafka").toString(), Integer.toString(brokerPort)),
            Map.of(),
            JvmOptions.of(512, shortLived),
            directory);
    Map<String, String> admin = new HashMap<>(common);
    admin.putAll(
        Map.of(
            "WEBHOOKS_DB_URL",
            database.url(),
            "WEBHOOKS_DB_USER",
            "postgres",
            "WEBHOOKS_DB_PASSWORD",
            "postgres",
            "WEBHOOKS_ADMIN_TOKEN",
            ADMIN_TOKEN,
            "WEBHOOKS_API_PORT",
            Integer.toString(apiPort)));
    this.adminApi = java("admin-api", AdminApplication.class, admin, 384);
    this.streamsApps =
        List.of(
            java("streams-app-1", Main.class, streams(common, 0), 384),
            java("streams-app-2", Main.class, streams(common, 1), 384));
    this.receiver =
        new Child(
            "receiver",
            ReceiverProgram.class,
            List.of(Integer.toString(receiverPort), receiverLog().toString()),
            Map.of(),
            JvmOptions.shortLived(96),
            directory);
  }

  /**
   * Starts everything and waits until it works.
   *
   * @param directory empty; gets data and logs
   * @param settings further variables for both applications
   * @param shortLived whether the processes are to live for seconds rather than minutes
   */
  public static Stand start(Path directory, Map<String, String> settings, boolean shortLived) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Stand stand = new Stand(directory, settings, shortLived);
    try {
      stand.database.start();
      stand.broker.start();
      stand.createEventTopic();
      stand.receiver.start();
      stand.adminApi.start();
      stand.awaitApi();
      stand.streamsApps.forEach(Child::start);
      stand.awaitStreams();
      return stand;
    } catch (RuntimeException | Error e) {
      stand.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  public Topics topics() {
    return Topics.DEFAULT;
  }

  public Database database() {
    return database;
  }

  public Child broker() {
    return broker;
  }

  public Child adminApi() {
    return adminApi;
  }

  /** Both, in their order. */
  public List<Child> streamsApps() {
    return streamsApps;
  }

  public Child receiver() {
    return receiver;
  }

  /** The state directory of an instance of streams-app. */
  public Path stateOf(Child streamsApp) {
    return directory.resolve(streamsApp.name() + "-state");
  }

  /** Where the receiver writes what it got. */
  public Path receiverLog() {
    return directory.resolve("received");
  }

  /** Where everything of this run is. */
  public Path directory() {
    return directory;
  }

  /** The address of a path of the receiver. */
  public String receiverUrl(String path) {
    return "http://127.0.0.1:" + receiverPort + path;
  }

  /** The address of a path of the API. */
  public URI api(String path) {
    return URI.create("http://127.0.0.1:" + apiPort + path);
  }

  /** Waits until the API is ready. */
  public void awaitApi() {
    awaitReady(adminApi, apiPort);
  }

  /** Waits until every instance of streams-app is ready. */
  public void awaitStreams() {
    streamsApps.forEach(this::awaitReady);
  }

  /** Waits until an instance of streams-app is ready. */
  public void awaitReady(Child streamsApp) {
    awaitReady(streamsApp, streamsPorts.get(streamsApps.indexOf(streamsApp)));
  }

  /** The status of an instance's readiness now; 0 if it does not answer. */
  public int readiness(Child streamsApp) {
    return status(
        URI.create(
            "http://127.0.0.1:"
                + streamsPorts.get(streamsApps.indexOf(streamsApp))
                + "/actuator/health/readiness"));
  }

  @Override
  public void close() {
    streamsApps.forEach(Child::close);
    adminApi.close();
    receiver.close();
    broker.close();
    database.close();
  }

  /** As an upstream service has it; one made by the broker would have a single partition. */
  private void createEventTopic() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(EVENTS, PARTITIONS, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("no topic for events", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitReady(Child child, int port) {
    URI readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    Awaitility.await(child.name() + " ready")
        .atMost(PATIENCE)
        .failFast(
            () -> {
              if (!child.isAlive()) {
                throw new AssertionError(child.name() + " has ended\n" + child.output());
              }
            })
        .until(() -> status(readiness) == 200);
  }

  private int status(URI uri) {
    try {
      return http.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> streams(Map<String, String> common, int index) {
    Map<String, String> environment = new HashMap<>(common);
    environment.put("WEBHOOKS_STREAMS_PORT", Integer.toString(streamsPorts.get(index)));
    environment.put(
        "WEBHOOKS_STATE_DIR",
        directory.resolve("streams-app-" + (index + 1) + "-state").toString());
    return environment;
  }

  private Child java(String name, Class<?> main, Map<String, String> environment, int heapMib) {
    return new Child(
        name, main, List.of(), environment, JvmOptions.of(heapMib, shortLived), directory);
  }
}
