package com.irisx.webhooks.admin.paging;

import com.irisx.webhooks.admin.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as requests spell them and as the database takes them. */
public final class Times {

  /** What {@code since} means wherever it is a parameter. */
  public static final String SINCE =
      "Created at or after this: a time such as `2025-10-29T12:00:00Z` (the `+` of an offset is"
          + " written `%2B`), or a date, which stands for the beginning of its day in UTC.";

  /** What {@code until} means wherever it is a parameter. */
  public static final String UNTIL =
      "Created before this, a time or a date as in `since`: with a date, that day does not belong"
          + " to it any more.";

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final int DATE_LENGTH = "2025-10-29".length();

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
   * A time in a query, or null if there is none. A date stands for the beginning of its day in UTC.
   *
   * @throws ProblemException with status 400 that names {@code field} if it is no time
   */
  public static @Nullable Instant parse(String field, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    Instant time = storable(text);
    if (time != null) {
      return time;
    }
    boolean plusWasLost = text.indexOf(' ') > 0 && storable(text.replace(' ', '+')) != null;
    throw ProblemException.invalid(
        field,
        plusWasLost
            ? "has a space, which is what + means in a query: write %2B, as in"
                + " 2025-10-29T12:00:00%2B01:00"
            : "must be a time such as 2025-10-29T12:00:00Z, or a date");
  }

  private static @Nullable Instant storable(String text) {
    try {
      Instant time =
          text.length() == DATE_LENGTH
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      return isStorable(time) ? time : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
