package com.irisx.webhooks.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.DeliveryStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** The database says of every delivery what the outcome topic says. */
final class DatabaseComplete {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private DatabaseComplete() {}

  /** Waits until it does. */
  static void await(Trial trial) {
    Map<String, Long> expected = new TreeMap<>();
    for (DeliveryStatus status : DeliveryStatus.values()) {
      long ended = status.terminal() ? trial.accountant().ended(status) : 0;
      if (ended > 0) {
        expected.put(status.label(), ended);
      }
    }
    Awaitility.await("the database complete")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(deliveries(trial)).isEqualTo(expected));
  }

  private static Map<String, Long> deliveries(Trial trial) throws SQLException {
    try (Connection connection = trial.stand().database().connect();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT status, count(*) FROM webhook_deliveries GROUP BY status")) {
      Map<String, Long> counts = new TreeMap<>();
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
      return counts;
    }
  }
}
