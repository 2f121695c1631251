package com.irisx.webhooks.standalone;

import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.testing.ReceivedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the receivers of the integration guide, run as the guide says. */
final class GuideReceiver implements AutoCloseable {

  private static final Path DIRECTORY = Page.DOCS.resolve("receivers");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A language, its command and its file. */
  enum Language {
    NODE("node", "receiver.mjs"),
    PYTHON("python3", "receiver.py"),
    JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Receiver.java");

    final String command;
    final String file;

    Language(String command, String file) {
      this.command = command;
      this.file = file;
    }

    boolean isInstalled() {
      try {
        return new ProcessBuilder(command, "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private final Process process;
  private final int port;
  private final Path output;

  private GuideReceiver(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /** Starts it with its settings in the environment and waits until it listens. */
  static GuideReceiver start(Language language, String scheme, String secret) throws IOException {
    int port = StandaloneProcess.freePort();
    Path output = Files.createTempFile("receiver", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(language.command, DIRECTORY.resolve(language.file).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT", Integer.toString(port),
                "WEBHOOK_SECRET", secret,
                "WEBHOOK_SCHEME", scheme));
    GuideReceiver receiver = new GuideReceiver(builder.start(), port, output);
    await()
        .atMost(START_LIMIT)
        .failFast("it ended: " + output, () -> !receiver.process.isAlive())
        .until(() -> receiver.lines().stream().anyMatch(line -> line.startsWith("listening")));
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/hook";
  }

  /** How often the work for a delivery was done. */
  long worked(String delivery) {
    return lines().stream().filter(line -> line.endsWith("delivery " + delivery)).count();
  }

  /** The status of its answer to a request with these headers and this body. */
  int answer(Map<String, String> headers, byte[] body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url()))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** The status of its answer to a request that came somewhere else. */
  int answer(ReceivedRequest captured) throws Exception {
    return answer(SignedHeaders.of(captured).map(), captured.body());
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }
}
