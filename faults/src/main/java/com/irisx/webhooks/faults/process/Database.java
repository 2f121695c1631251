package com.irisx.webhooks.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** A Postgres server in processes of its own. Threading: one thread. */
public final class Database implements AutoCloseable {

  private final Path directory;
  private final int port = Child.freePort();
  private final Child child;

  Database(Path logs, Path directory) {
    this.directory = directory;
    this.child =
        new Child(
            "postgres",
            DatabaseProgram.class,
            List.of(directory.toString(), Integer.toString(port)),
            Map.of(),
            JvmOptions.shortLived(256),
            logs);
  }

  /** Starts it and waits until it takes connections. */
  public void start() {
    child.start();
    Awaitility.await()
        .atMost(Stand.PATIENCE)
        .failFast("postgres has ended", () -> !child.isAlive())
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              connect().close();
              return true;
            });
  }

  /** SIGKILL of the server itself; its backends see it and end. */
  public void kill() {
    child.kill();
    try {
      long pid =
          Long.parseLong(
              Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"))
                  .get(0)
                  .strip());
      ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
      server.destroyForcibly();
      var unused = server.onExit().get(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("postgres does not die", e);
    }
  }

  /** A connection to the database {@code postgres}. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "postgres");
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public void close() {
    if (child.isAlive()) {
      kill();
    }
  }
}
