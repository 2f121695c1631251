package com.irisx.webhooks.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process that {@code postmaster.pid} names. It outlives a {@code kill -9} of the JVM
 * that started it, keeps its port and keeps its data directory from being used again.
 */
record Postmaster(ProcessHandle process) {

  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
  private static final String PID_FILE = "postmaster.pid";
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(10);

  /** The server that runs on {@code data} now, if one does. */
  static Optional<Postmaster> on(Path data) {
    return pid(data)
        .flatMap(ProcessHandle::of)
        .filter(process -> isServerOf(data, process))
        .map(Postmaster::new);
  }

  /**
   * Makes {@code data} ready for a start: stops a server left behind, and removes a pid file whose
   * process is gone. The caller holds the directory's lock, so no living JVM of ours uses it.
   */
  static void clear(Path data) {
    on(data)
        .ifPresent(
            orphan -> {
              LOG.warn("stopping postgres {}, left behind on {}", orphan.process.pid(), data);
              orphan.stop();
            });
    try {
      // Postgres itself gives up if any process at all has that id by now, as after a reboot.
      Files.deleteIfExists(data.resolve(PID_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove a stale " + PID_FILE + " from " + data, e);
    }
  }

  /** Stops the server: open transactions are rolled back, the rest is written. */
  void stop() {
    if (!signal("INT", FAST_SHUTDOWN) && !signal("QUIT", IMMEDIATE_SHUTDOWN)) {
      throw new IllegalStateException(
          "postgres, process " + process.pid() + ", does not stop; stop it by hand");
    }
  }

  /** Signals as in the Postgres documentation, "Shutting Down the Server". */
  private boolean signal(String name, Duration patience) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException | ExecutionException e) {
      throw new IllegalStateException("cannot stop postgres, process " + process.pid(), e);
    }
  }

  private static Optional<Long> pid(Path data) {
    try (var lines = Files.lines(data.resolve(PID_FILE))) {
      return lines.findFirst().map(String::strip).map(Long::valueOf);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A process id may have been given to another program since. */
  private static boolean isServerOf(Path data, ProcessHandle process) {
    String commandLine = process.info().commandLine().orElse("");
    return commandLine.contains("postgres") && commandLine.contains(data.toString());
  }
}
