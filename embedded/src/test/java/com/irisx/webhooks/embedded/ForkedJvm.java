package com.irisx.webhooks.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real JVM with this class path that is killed with SIGKILL. */
final class ForkedJvm implements AutoCloseable {

  /** What a forked main says when it is where the test wants to kill it. */
  static final String READY = "READY";

  private final Process process;

  private ForkedJvm(Process process) {
    this.process = process;
  }

  static ForkedJvm start(Class<?> main, Path directory) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            directory.toString());
    try {
      return new ForkedJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In a forked main: blocks until it is killed, or the test's own JVM has gone. */
  static void awaitEndOfTest() throws IOException {
    while (System.in.read() >= 0) {
      // The test writes nothing: this only returns at the end of the pipe.
    }
  }

  /** Waits until the program says it is ready; what it said before is in the failure. */
  void awaitReady() throws IOException {
    List<String> said = new ArrayList<>();
    // Not closed: it is the process's, and goes with it.
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line;
    while ((line = output.readLine()) != null) {
      if (line.equals(READY)) {
        return;
      }
      said.add(line);
    }
    throw new AssertionError("the forked JVM ended and said: " + String.join("\n", said));
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the forked JVM does not die");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
