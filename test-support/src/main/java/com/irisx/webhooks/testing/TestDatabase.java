package com.irisx.webhooks.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of one test.
 *
 * @param name the database's name
 * @param jdbcUrl complete but for user and password
 */
public record TestDatabase(String name, String jdbcUrl, String user, String password) {

  /** A new connection; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password);
  }

  /** Creates a database through this one; {@code address} makes a JDBC address of a name. */
  TestDatabase create(JdbcAddress address) {
    String fresh = TestNames.next().replace('-', '_');
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + fresh);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create test database " + fresh, e);
    }
    return new TestDatabase(fresh, address.of(fresh), user, password);
  }

  /** How a server is addressed. */
  @FunctionalInterface
  interface JdbcAddress {
    String of(String database);
  }
}
