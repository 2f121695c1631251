package com.irisx.webhooks.admin.projection;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Makes the days' partitions ahead of time. Several instances may do so at once. */
@Component
class DayPartitions implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(DayPartitions.class);

  static final String DELIVERIES = "webhook_deliveries";
  static final List<String> TABLES = List.of("webhook_payloads", "webhook_attempts", DELIVERIES);

  private static final int DAYS_BACK = 2;
  private static final int DAYS_AHEAD = 7;
  private static final long ADVISORY_LOCK = 0x7765_6268_6f6f_0002L;

  private final JdbcClient jdbc;
  private final TransactionOperations transaction;

  DayPartitions(JdbcClient jdbc, TransactionOperations transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public void afterSingletonsInstantiated() {
    makeAhead();
  }

  /** Missed for a week, rows go to the default partitions; nothing is lost or refused. */
  @Scheduled(cron = "0 7 * * * *", zone = "UTC")
  void makeAhead() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Stream.iterate(today.minusDays(DAYS_BACK), day -> day.plusDays(1))
        .limit(DAYS_BACK + 1 + DAYS_AHEAD)
        .forEach(this::make);
  }

  private void make(LocalDate day) {
    for (String table : TABLES) {
      try {
        transaction.executeWithoutResult(tx -> make(table, day));
      } catch (DataAccessException | TransactionException e) {
        // The default partition may hold rows of that day already; then it keeps them.
        log.warn("no partition of {} for {}: {}", table, day, e.getMessage());
      }
    }
  }

  static String name(String table, LocalDate day) {
    return table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private void make(String table, LocalDate day) {
    String partition = name(table, day);
    // Behind one who reads for long, everybody else would queue up; there is time until the day.
    jdbc.sql("SET LOCAL lock_timeout = 1000").update();
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(ADVISORY_LOCK).query().singleRow();
    if (exists(partition)) {
      return;
    }
    jdbc.sql(
            "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s 00:00+00') TO ('%s 00:00+00')"
                .formatted(partition, table, day, day.plusDays(1)))
        .update();
  }

  private boolean exists(String table) {
    return jdbc.sql("SELECT to_regclass(?) IS NOT NULL").param(table).query(Boolean.class).single();
  }
}
