package com.irisx.webhooks.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Postgres server beside this JVM, on 127.0.0.1, with logical decoding, its data kept in a
 * directory across restarts and crashes of either process.
 *
 * <p>Everybody on this machine may connect: it asks for no password. Threading: {@link #close} may
 * be called by any thread, more than once.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String USER = "postgres";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  /** Keys are Postgres' own; the library's defaults that lose commits are taken back. */
  private static final Map<String, String> SERVER =
      Map.of(
          "wal_level", "logical",
          "max_replication_slots", "16",
          "max_wal_senders", "16",
          "max_connections", "200",
          "synchronous_commit", "on",
          "listen_addresses", "127.0.0.1",
          // No socket file in /tmp: two users' servers would meet there.
          "unix_socket_directories", "",
          "log_timezone", "UTC");

  /** The same sorting and letters on every machine, whatever its locale. */
  private static final Map<String, String> LOCALE =
      Map.of("locale", "C", "locale-provider", "builtin", "builtin-locale", "C.UTF-8");

  private final DirectoryLock lock;
  private final Path data;
  private final EmbeddedPostgres server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedDatabase(DirectoryLock lock, Path data, EmbeddedPostgres server) {
    this.lock = lock;
    this.data = data;
    this.server = server;
  }

  /**
   * Starts a server and returns once it takes connections.
   *
   * @throws PortInUseException if another process listens on the port
   * @throws DirectoryInUseException if another process uses the directory
   */
  public static EmbeddedDatabase start(DatabaseSettings settings) {
    return start(settings, START_TIMEOUT);
  }

  static EmbeddedDatabase start(DatabaseSettings settings, Duration timeout) {
    DirectoryLock lock = DirectoryLock.acquire(settings.directory());
    try {
      keepToOwner(settings.directory());
      Path data = settings.directory().resolve("data");
      Postmaster.clear(data);
      int port = DatabasePort.choose(settings.port());
      ServerLog log = ServerLog.begin(settings.directory().resolve("postgres.log"));
      return new EmbeddedDatabase(lock, data, start(settings, timeout, data, port, log));
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** The JDBC address of the database {@code postgres}, complete but for user and password. */
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  /** The JDBC address of {@code database} on this server. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  /** A user who may do everything. */
  public String user() {
    return USER;
  }

  /** What to give where a password is asked for; the server takes any. */
  public String password() {
    return USER;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /** Stops the server; clients that are still connected are cut off. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        server.close();
        // It has a few seconds in there, then only a line in the log.
        Postmaster.on(data).ifPresent(Postmaster::stop);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot stop the embedded database", e);
      } finally {
        lock.close();
      }
      LOG.info("postgres on port {} stopped", server.getPort());
    }
  }

  private static EmbeddedPostgres start(
      DatabaseSettings settings, Duration timeout, Path data, int port, ServerLog log) {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // Whoever starts it stops it: a hook of its own would cut off clients that still work.
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(settings.binaries().toFile())
            .setPGStartupWait(timeout)
            .setPort(port)
            .setOutputRedirector(log.redirect())
            .setErrorRedirector(log.redirect())
            .setServerConfig("fsync", settings.durability().fsync());
    SERVER.forEach(builder::setServerConfig);
    LOCALE.forEach(builder::setLocaleConfig);
    try {
      FirstStart firstStart = new FirstStart(data);
      firstStart.begin();
      EmbeddedPostgres server = builder.start();
      firstStart.finish();
      LOG.info("postgres on port {} started", port);
      return server;
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "the embedded database does not start on " + data + "; it said:\n" + log.tail(), e);
    }
  }

  /** The library opens the directory of the binaries to all users; nobody else shall reach it. */
  private static void keepToOwner(Path directory) {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + directory + " to its owner", e);
    }
  }
}
