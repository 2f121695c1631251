package com.irisx.webhooks.admin.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Why the database refused, in its own words (PostgreSQL manual, appendix A). Spring's translation
 * knows some of the classes only and calls all others permanent, also those that pass.
 *
 * @param code five characters; empty if the database said nothing
 */
public record SqlState(String code) {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String DEADLOCK = "40P01";
  private static final String READ_ONLY = "25006";

  /** What the first failure among the causes says that has a code. */
  public static SqlState of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return new SqlState(sql.getSQLState());
      }
    }
    return new SqlState("");
  }

  /** The values are wrong (class 22), or do not fit to what is there (23): they always will be. */
  public boolean isWrongData() {
    return code.startsWith("22") || code.startsWith("23");
  }

  /** The server takes no writes now (class 25: a standby), or is not ready for them (55). */
  public boolean isNotReady() {
    return code.startsWith("25") || code.startsWith("55");
  }

  /** The server is a standby, or was told to take no writes. */
  public boolean isReadOnly() {
    return code.equals(READ_ONLY);
  }

  /** A lock was not to be had: within {@code lock_timeout}, or without a deadlock. */
  public boolean isLocked() {
    return code.equals(LOCK_NOT_AVAILABLE) || code.equals(DEADLOCK);
  }
}
