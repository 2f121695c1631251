package com.irisx.webhooks.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.embedded.DatabaseSettings.Durability;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

  /** Unpacked once, not for every test. */
  static final Path BINARIES = Path.of("target", "postgres-binaries");

  private final Path directory;

  EmbeddedDatabaseTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void decodesLogically() throws Exception {
    try (var database = start()) {
      assertThat(ask(database, "SHOW wal_level")).isEqualTo("logical");
      assertThat(ask(database, "SELECT lower('ÄÖ')")).isEqualTo("äö");
      assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  void keepsItsRowsOverARestart() throws Exception {
    try (var database = start()) {
      tell(database, "CREATE TABLE kept (word text)");
      tell(database, "INSERT INTO kept VALUES ('yes')");
    }
    try (var database = start()) {
      assertThat(ask(database, "SELECT word FROM kept")).isEqualTo("yes");
    }
  }

  @Test
  void takesOverWhatAKilledJvmLeftBehind() throws Exception {
    try (var jvm = ForkedJvm.start(DatabaseProgram.class, directory)) {
      jvm.awaitReady();
      jvm.kill();
    }
    var orphan = Postmaster.on(directory.resolve("data")).orElseThrow();

    try (var database = start()) {
      assertThat(orphan.process().isAlive()).isFalse();
      assertThat(ask(database, "SELECT survivor FROM crash")).isEqualTo("before the crash");
    }
  }

  @Test
  void recoversWhenTheServerItselfWasKilled() throws Exception {
    try (var jvm = ForkedJvm.start(DatabaseProgram.class, directory)) {
      jvm.awaitReady();
      jvm.kill();
    }
    var orphan = Postmaster.on(directory.resolve("data")).orElseThrow();
    orphan.process().destroyForcibly();
    orphan.process().onExit().join();

    try (var database = start()) {
      assertThat(ask(database, "SELECT survivor FROM crash")).isEqualTo("before the crash");
    }
  }

  @Test
  void ignoresAPidFileWhoseNumberBelongsToAnotherProgram() throws Exception {
    try (var database = start()) {
      tell(database, "CREATE TABLE kept (word text)");
    }
    // As after a reboot: the file is old, its number is somebody else's, here our own.
    Files.writeString(
        directory.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");

    try (var database = start()) {
      assertThat(ask(database, "SELECT count(*) FROM kept")).isEqualTo("0");
    }
  }

  @Test
  void beginsAgainWhenTheFirstStartDiedHalfWay() throws Exception {
    Files.createDirectories(directory.resolve("data/base"));
    Files.writeString(directory.resolve("data.unfinished"), "");

    try (var database = start()) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void namesThePortAndTheSettingWhenThePortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = new ListenPort(taken.getLocalPort(), "WEBHOOKS_POSTGRES_PORT");

      assertThatThrownBy(() -> EmbeddedDatabase.start(DatabaseSettings.durable(directory, port)))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining(String.valueOf(port.number()))
          .hasMessageContaining("WEBHOOKS_POSTGRES_PORT");
    }
  }

  @Test
  void saysWhoHoldsTheDirectory() throws Exception {
    try (var database = start()) {
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
      assertThatThrownBy(this::start)
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    }
  }

  @Test
  void repeatsWhatTheServerSaidWhenItDoesNotStart() throws Exception {
    try (var database = start()) {
      assertThat(database.port()).isPositive();
    }
    Files.writeString(directory.resolve("data/postgresql.conf"), "no_such_setting = 1\n");

    assertThatThrownBy(() -> EmbeddedDatabase.start(settings(), Duration.ofSeconds(2)))
        .hasMessageContaining("no_such_setting");
  }

  private EmbeddedDatabase start() {
    return EmbeddedDatabase.start(settings());
  }

  private DatabaseSettings settings() {
    return new DatabaseSettings(directory, ListenPort.free(), BINARIES, Durability.POWER_LOSS);
  }

  private static void tell(EmbeddedDatabase database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
