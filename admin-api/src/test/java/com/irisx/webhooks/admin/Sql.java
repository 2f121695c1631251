package com.irisx.webhooks.admin;

import com.irisx.webhooks.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into a test's database, and puts things there, behind the application's back. */
public record Sql(TestDatabase database) {

  /** Runs a statement; how many rows it changed. */
  public int run(String statement, Object... parameters) {
    try (Connection connection = database.connect();
        PreparedStatement prepared = prepare(connection, statement, parameters)) {
      return prepared.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  /** The first column of every row, as text. */
  public List<String> texts(String query, Object... parameters) {
    try (Connection connection = database.connect();
        PreparedStatement prepared = prepare(connection, query, parameters);
        ResultSet row = prepared.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(String.valueOf(row.getString(1)));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String statement, Object... parameters) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    for (int i = 0; i < parameters.length; i++) {
      prepared.setObject(i + 1, parameters[i]);
    }
    return prepared;
  }
}
