package com.irisx.webhooks.streams;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** streams-app in a JVM of its own, over one state directory each time it is started. */
final class StreamsProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<String, String> environment;
  private final Path directory;
  private final int port = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private StreamsProcess(Path directory, Map<String, String> settings) {
    this.directory = directory;
    environment = new HashMap<>(settings);
    environment.put("WEBHOOKS_STATE_DIR", directory.resolve("state").toString());
    environment.put("WEBHOOKS_STREAMS_PORT", Integer.toString(port));
    process = launch();
  }

  /** Starts it and does not wait. */
  static StreamsProcess start(Path directory, Map<String, String> settings) {
    return new StreamsProcess(directory, settings);
  }

  void awaitReady() {
    await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(this::isReady);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not die");
    }
  }

  void startAgain() {
    process = launch();
  }

  /** SIGTERM, and the exit it leads to. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the process did not stop cleanly, see " + directory);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady() throws IOException {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx384m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()))
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
