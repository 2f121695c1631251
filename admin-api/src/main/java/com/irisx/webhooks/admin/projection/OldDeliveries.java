package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.database.SqlState;
import com.irisx.webhooks.admin.statistics.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes what is too old, day by day. Every step is a transaction of its own and can be done
 * again: what one run does not get done, because someone reads for long or another instance is at
 * it, the next one does an hour later.
 *
 * <p>A delivery that has not ended is kept, with its attempts and its payload, until it has. A day
 * with more than {@value #MAX_MOVED} such deliveries is kept whole; to move them would take long
 * under a lock that stops everybody.
 */
@Component
final class OldDeliveries {

  private static final Logger log = LoggerFactory.getLogger(OldDeliveries.class);

  static final int MAX_MOVED = 10_000;
  private static final int SWEPT_AT_ONCE = 5_000;
  private static final int TRIES = 5;

  private final TransactionOperations transaction;
  private final OldPartitions partitions;
  private final DailyStatisticsTable statistics;
  private final Retention retention;

  OldDeliveries(
      TransactionOperations transaction,
      OldPartitions partitions,
      DailyStatisticsTable statistics,
      Retention retention) {
    this.transaction = transaction;
    this.partitions = partitions;
    this.statistics = statistics;
    this.retention = retention;
  }

  /** Most runs find nothing to do: a day becomes old once a day. */
  @Scheduled(cron = "0 17 * * * *", zone = "UTC")
  void remove() {
    remove(Instant.now());
  }

  void remove(Instant now) {
    try {
      DayPartitions.TABLES.forEach(table -> dropDays(table, retention.firstDay(now)));
      // Deliveries first: what belongs to them goes once they are gone.
      sweep(DayPartitions.DELIVERIES, retention.firstDay(now));
      DayPartitions.TABLES.forEach(table -> sweep(table, retention.firstDay(now)));
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      step("statistics", () -> forget(today.minusDays(Period.MAX_DAYS)));
    } catch (DataAccessException | TransactionException e) {
      log.warn("old deliveries stay for another hour: {}", e.getMessage());
    }
  }

  private void dropDays(String table, LocalDate first) {
    for (LocalDate day : partitions.before(first, table)) {
      step(DayPartitions.name(table, day), () -> drop(table, day));
    }
  }

  private boolean drop(String table, LocalDate day) {
    if (!partitions.before(day.plusDays(1), table).contains(day)) {
      return false; // Another instance was faster.
    }
    if (partitions.open(day, MAX_MOVED + 1) > MAX_MOVED) {
      log.warn("{} is kept: more than {} of its deliveries have not ended", day, MAX_MOVED);
      return false;
    }
    partitions.drop(table, day);
    log.info("dropped day={} table={}", day, table);
    return true;
  }

  private void sweep(String table, LocalDate first) {
    boolean more = true;
    while (more) {
      more = step(table, () -> partitions.sweep(table, first, SWEPT_AT_ONCE) == SWEPT_AT_ONCE);
    }
  }

  private boolean forget(LocalDate first) {
    statistics.deleteBefore(first);
    return true;
  }

  /** Does one step if no other instance is at one; tries again if a lock was not to be had. */
  private boolean step(String what, BooleanSupplier work) {
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        return Boolean.TRUE.equals(
            transaction.execute(tx -> partitions.lock() && work.getAsBoolean()));
      } catch (DataAccessException e) {
        if (!SqlState.of(e).isLocked()) {
          throw e;
        }
        log.info("{} is busy, try {} of {}", what, tries, TRIES);
      }
    }
    return false;
  }
}
