package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.paging.Times;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Drops days, inside a transaction that took {@link #lock}: one instance at a time, and nobody
 * queues behind it for longer than {@value #LOCK_TIMEOUT_MS} ms.
 *
 * <p>Postgres refuses to detach a partition concurrently where there is a default partition, so a
 * day goes under a lock on its whole table. Once the lock is there that takes milliseconds: the
 * catalog changes, few rows move, the files go after the commit.
 */
@Repository
class OldPartitions {

  private static final long ADVISORY_LOCK = 0x7765_6268_6f6f_0003L;
  private static final int LOCK_TIMEOUT_MS = 300;

  private static final String OPEN = "d.status IN ('pending', 'retrying')";

  private final JdbcClient jdbc;

  OldPartitions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether the running transaction is the one that removes. */
  boolean lock() {
    jdbc.sql("SET LOCAL lock_timeout = " + LOCK_TIMEOUT_MS).update();
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
        .param(ADVISORY_LOCK)
        .query(Boolean.class)
        .single();
  }

  /** The days before {@code first} that have a partition of {@code table}, oldest first. */
  List<LocalDate> before(LocalDate first, String table) {
    return jdbc
        .sql(
            """
            SELECT right(c.relname, 8) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = to_regclass(?) AND c.relname ~ '_[0-9]{8}$'
            ORDER BY 1
            """)
        .param(table)
        .query(String.class)
        .list()
        .stream()
        .map(day -> LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE))
        .filter(day -> day.isBefore(first))
        .toList();
  }

  /** How many deliveries of a day have not ended; does not count beyond {@code limit}. */
  int open(LocalDate day, int limit) {
    return ofDay("SELECT count(*) FROM (" + openOfDay() + " LIMIT :limit) o", day)
        .param("limit", limit)
        .query(Integer.class)
        .single();
  }

  /** Drops a day of a table. Rows of deliveries that have not ended go to the default partition. */
  void drop(String table, LocalDate day) {
    String partition = DayPartitions.name(table, day);
    String kept =
        table.equals(DayPartitions.DELIVERIES)
            ? "SELECT d.* FROM " + partition + " d WHERE " + OPEN
            : "SELECT t.* FROM " + partition + " t WHERE t.delivery_id IN (" + openOfDay() + ")";
    jdbc.sql("ALTER TABLE " + table + " DETACH PARTITION " + partition).update();
    ofDay("INSERT INTO " + table + " " + kept, day).update();
    jdbc.sql("DROP TABLE " + partition).update();
  }

  /**
   * Removes rows created before {@code first} from a default partition, row by row: days that had
   * no partition, and deliveries kept until their end.
   *
   * @return how many were removed, at most {@code limit}
   */
  int sweep(String table, LocalDate first, int limit) {
    String partition = table + "_default";
    String isOver =
        table.equals(DayPartitions.DELIVERIES)
            ? "NOT (" + OPEN + ")"
            : "NOT EXISTS (SELECT FROM webhook_deliveries o"
                + " WHERE o.id = d.delivery_id AND o.created_at = d.created_at)";
    return jdbc.sql(
            "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT d.ctid FROM %1$s d"
                    .formatted(partition)
                + " WHERE d.created_at < :first AND "
                + isOver
                + " LIMIT :limit))")
        .param("first", Times.column(first.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .param("limit", limit)
        .update();
  }

  private static String openOfDay() {
    return "SELECT d.id FROM webhook_deliveries d"
        + " WHERE d.created_at >= :from AND d.created_at < :to AND "
        + OPEN;
  }

  private JdbcClient.StatementSpec ofDay(String sql, LocalDate day) {
    JdbcClient.StatementSpec statement = jdbc.sql(sql);
    return sql.contains(":from")
        ? statement
            .param("from", Times.column(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
            .param("to", Times.column(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
        : statement;
  }
}
