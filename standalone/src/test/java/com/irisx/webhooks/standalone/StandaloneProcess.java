package com.irisx.webhooks.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
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
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * {@code ./run --no-demo} in a JVM of its own, over one data directory and the same ports each time
 * it is started.
 */
final class StandaloneProcess implements AutoCloseable {

  static final String ADMIN_TOKEN = "operator-of-a-test";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final int apiPort = freePort();
  private final int kafkaPort = freePort();
  private final int postgresPort = freePort();
  private final int streamsPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private StandaloneProcess(Path directory, Map<String, String> settings) {
    this.directory = directory;
    environment.putAll(settings);
    environment.putAll(
        Map.of(
            "WEBHOOKS_DATA_DIR", directory.resolve("data").toString(),
            "WEBHOOKS_API_PORT", Integer.toString(apiPort),
            "WEBHOOKS_KAFKA_PORT", Integer.toString(kafkaPort),
            "WEBHOOKS_POSTGRES_PORT", Integer.toString(postgresPort),
            "WEBHOOKS_STREAMS_PORT", Integer.toString(streamsPort),
            "WEBHOOKS_ADMIN_TOKEN", ADMIN_TOKEN));
    this.process = launch();
  }

  /** Starts it and waits until both applications are ready. */
  static StandaloneProcess start(Path directory) {
    return start(directory, Map.of());
  }

  /** The same with further settings. */
  static StandaloneProcess start(Path directory, Map<String, String> settings) {
    StandaloneProcess started = new StandaloneProcess(directory, settings);
    started.awaitReady();
    return started;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  URI api(String path) {
    return URI.create("http://127.0.0.1:" + apiPort + path);
  }

  /** Health and metrics of streams-app. */
  URI streams(String path) {
    return URI.create("http://127.0.0.1:" + streamsPort + path);
  }

  String databaseUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/webhooks?user=postgres";
  }

  /** SIGKILL: nothing is flushed, nothing is said. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not die");
    }
  }

  /** Starts it again over what it left behind. */
  void startAgain() {
    process = launch();
    awaitReady();
  }

  /** SIGTERM, and the exit it leads to. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the process did not stop cleanly:\n" + output());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx768m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "--no-demo"))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("output.log").toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    try {
      Awaitility.await()
          .atMost(START_LIMIT)
          .failFast("the process has ended", () -> !process.isAlive())
          .until(() -> isReady(apiPort) && isReady(streamsPort));
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError("not ready:\n" + output(), e);
    }
  }

  private boolean isReady(int port) throws InterruptedException {
    URI readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try {
      return http.send(
                  HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String output() {
    try {
      return Files.readString(directory.resolve("output.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
