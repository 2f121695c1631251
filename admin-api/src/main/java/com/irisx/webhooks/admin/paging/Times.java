package com.irisx.webhooks.admin.paging;

import com.irisx.webhooks.admin.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as requests spell them and as the database takes them. */
public final class Times {

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Times() {}

  /** Whether the database can hold it, with room on both sides. */
  public static boolean isStorable(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  /** The form in which the database driver takes a time. */
  public static @Nullable OffsetDateTime column(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /**
   * A time in a request, or null if there is none.
   *
   * @throws ProblemException with status 400 that names {@code field} if it is no time
   */
  public static @Nullable Instant parse(String field, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (isStorable(time)) {
        return time;
      }
    } catch (DateTimeException e) {
      // The same answer as for a time out of bounds.
    }
    throw ProblemException.invalid(field, "must be a time such as 2025-10-29T12:00:00Z");
  }
}
