package com.irisx.webhooks.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;

/** A forked main: a database with one committed row that waits to be killed. */
final class DatabaseProgram {

  private DatabaseProgram() {}

  @SuppressWarnings("SystemOut") // How it speaks to the test.
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    EmbeddedDatabase database =
        EmbeddedDatabase.start(DatabaseSettings.durable(directory, ListenPort.free()));
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE crash (survivor text)");
      statement.execute("INSERT INTO crash VALUES ('before the crash')");
    }
    System.out.println(ForkedJvm.READY);
    ForkedJvm.awaitEndOfTest();
  }
}
