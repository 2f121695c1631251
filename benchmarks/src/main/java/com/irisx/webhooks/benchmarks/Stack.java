package com.irisx.webhooks.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./run --no-demo} as a process of its own, with ports and a data directory of its own. */
final class Stack implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  private final Process process;
  private final Path directory;
  private final int apiPort;
  private final int kafkaPort;
  private final HttpClient http = HttpClient.newHttpClient();

  private Stack(Process process, Path directory, int apiPort, int kafkaPort) {
    this.process = process;
    this.directory = directory;
    this.apiPort = apiPort;
    this.kafkaPort = kafkaPort;
  }

  /** Starts the stack of the checkout at {@code root} and waits until both apps are ready. */
  static Stack start(Path root) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("webhooks-benchmark");
    int apiPort = freePort();
    int kafkaPort = freePort();
    int streamsPort = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(root.resolve("run").toString(), "--no-demo")
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "WEBHOOKS_DATA_DIR", directory.resolve("data").toString(),
                "WEBHOOKS_API_PORT", Integer.toString(apiPort),
                "WEBHOOKS_KAFKA_PORT", Integer.toString(kafkaPort),
                "WEBHOOKS_POSTGRES_PORT", Integer.toString(freePort()),
                "WEBHOOKS_STREAMS_PORT", Integer.toString(streamsPort),
                "WEBHOOKS_ADMIN_TOKEN", AdminClient.ADMIN_TOKEN));
    Stack stack = new Stack(builder.start(), directory, apiPort, kafkaPort);
    stack.awaitReady(apiPort);
    stack.awaitReady(streamsPort);
    return stack;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  URI api(String path) {
    return URI.create("http://127.0.0.1:" + apiPort + path);
  }

  /** The process of the stack, to read its CPU time. */
  ProcessHandle process() {
    return process.toHandle();
  }

  /** The first process of the database. */
  ProcessHandle database() throws IOException {
    String pid =
        Files.readAllLines(directory.resolve("data/postgres/data/postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid))
        .orElseThrow(() -> new IOException("the database does not run"));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void awaitReady(int port) throws IOException, InterruptedException {
    URI readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady(readiness)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String output = Files.readString(directory.resolve("output.log"));
        process.destroyForcibly();
        throw new IOException("the stack did not become ready:\n" + output);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean isReady(URI readiness) throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(readiness).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
