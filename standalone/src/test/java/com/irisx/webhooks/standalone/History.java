package com.irisx.webhooks.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;

/**
 * Past days of a webhook, written where the statistics are kept: nobody waits a month for pictures
 * of one.
 */
record History(String databaseUrl) {

  private static final int DAYS = 29;
  private static final int BINS = 72;

  /** Quiet weekends, one bad day a fortnight, a slow increase; the same each time. */
  void write(UUID webhook, int perDay) throws SQLException {
    Random chance = new Random(perDay);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    try (Connection connection = DriverManager.getConnection(databaseUrl);
        PreparedStatement row =
            connection.prepareStatement(
                "INSERT INTO webhook_daily_statistics (webhook_id, day, delivered, failed,"
                    + " retried_delivered, retried_failed, attempts, duration_ms_total, durations)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (int ago = DAYS; ago > 0; ago--) {
        LocalDate day = today.minusDays(ago);
        boolean weekend = day.getDayOfWeek().getValue() > 5;
        long total =
            (long)
                (perDay * (weekend ? 0.3 : 1) * (1.2 - ago * 0.012) * chance.nextDouble(0.9, 1.1));
        boolean bad = ago % 14 == 5;
        long retried = (long) (total * (bad ? 0.2 : chance.nextDouble(0.01, 0.03)));
        long failed = (long) (retried * (bad ? 0.3 : 0.1));
        long[] durations = new long[BINS];
        long attempts = total + 2 * retried;
        long millis = 0;
        for (long i = 0; i < attempts; i++) {
          int bin = (int) Math.round(24 + (bad ? 4 : 0) + 2.6 * chance.nextGaussian());
          durations[bin]++;
          millis += Math.round(Math.pow(2, (bin - 0.5) / 4));
        }
        row.setObject(1, webhook);
        row.setObject(2, day);
        row.setLong(3, total - failed);
        row.setLong(4, failed);
        row.setLong(5, retried - failed);
        row.setLong(6, failed);
        row.setLong(7, attempts);
        row.setLong(8, millis);
        row.setArray(
            9, connection.createArrayOf("bigint", Arrays.stream(durations).boxed().toArray()));
        row.execute();
      }
    }
  }
}
