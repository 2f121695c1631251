package com.irisx.webhooks.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Java program in a process of its own, started again and again with the same arguments. It dies
 * with this process at the latest.
 *
 * <p>Threading: one thread.
 */
public final class Child implements AutoCloseable {

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path output;
  private @Nullable Process process;

  /**
   * Does not start it.
   *
   * @param directory gets its output, {@code <name>.log}
   */
  public Child(
      String name,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      JvmOptions options,
      Path directory) {
    this.name = name;
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options.all());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    this.environment = new HashMap<>(environment);
    this.output = directory.resolve(name + ".log");
    Runtime.getRuntime().addShutdownHook(new Thread(this::destroy, "kill-" + name));
  }

  /** Starts it and does not wait until it works. */
  public Child start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
    return this;
  }

  /** What it is called in reports. */
  public String name() {
    return name;
  }

  /** Sets a variable from its next start on. */
  public void setVariable(String key, String value) {
    environment.put(key, value);
  }

  /** Takes a variable away from its next start on. */
  public void unsetVariable(String key) {
    environment.remove(key);
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** SIGKILL, and the death it leads to. */
  public void kill() {
    destroy();
    await(DEATH_LIMIT);
  }

  /** SIGTERM, and the exit it leads to. */
  public void stop() {
    running().destroy();
    await(STOP_LIMIT);
  }

  /** SIGSTOP: it keeps its connections and does nothing. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  /** Waits for its own end, which has to be one with status 0. */
  public void awaitSuccess(Duration limit) {
    await(limit);
    int status = running().exitValue();
    if (status != 0) {
      throw new AssertionError(name + " ended with status " + status + "\n" + output());
    }
  }

  /** Waits for its own end, whatever it is. */
  public void awaitEnd() {
    await(STOP_LIMIT);
  }

  /** What it has printed, for reports. */
  public String output() {
    try {
      String all = Files.readString(output);
      return all.substring(Math.max(0, all.length() - 4_000));
    } catch (IOException e) {
      return "(no output: " + e + ")";
    }
  }

  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
  }

  /** A TCP port that is free now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void destroy() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + running().pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot signal " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void await(Duration limit) {
    try {
      if (!running().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " has not ended after " + limit + "\n" + output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process;
  }
}
