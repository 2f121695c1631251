package com.irisx.webhooks.admin.statistics;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole UTC days; counts are kept by the day.
 *
 * @param first the first day
 * @param last the last day, included
 */
public record Period(LocalDate first, LocalDate last) {

  static final int DEFAULT_DAYS = 30;

  /** Older days are forgotten. */
  public static final int MAX_DAYS = 400;

  /**
   * The period that query parameters spell: {@code days} up to today, or every day that the span
   * from {@code since} to {@code until} touches.
   *
   * @throws ProblemException with status 400 that names the parameter at fault
   */
  static Period of(
      @Nullable Integer days, @Nullable String since, @Nullable String until, Instant now) {
    LocalDate today = dayOf(now);
    if (days != null) {
      if (since != null || until != null) {
        throw ProblemException.invalid("days", "cannot be combined with since or until");
      }
      if (days < 1 || days > MAX_DAYS) {
        throw ProblemException.invalid("days", "must be from 1 to " + MAX_DAYS);
      }
      return new Period(today.minusDays(days - 1L), today);
    }
    LocalDate last = until == null ? today : lastBefore(until);
    LocalDate first =
        since == null ? last.minusDays(DEFAULT_DAYS - 1L) : dayOf(time("since", since));
    if (first.isAfter(last)) {
      throw ProblemException.invalid("since", "must be before until, or before now without one");
    }
    if (ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
      throw ProblemException.invalid("since", "must be at most " + MAX_DAYS + " days back");
    }
    return new Period(first, last);
  }

  /** Its days, oldest first. */
  List<LocalDate> days() {
    return first.datesUntil(last.plusDays(1)).toList();
  }

  Instant since() {
    return first.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The end of the last day: nothing at or after it counts. */
  Instant until() {
    return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate lastBefore(String until) {
    return dayOf(time("until", until).minusNanos(1));
  }

  private static Instant time(String field, String text) {
    Instant time = Times.parse(field, text);
    if (time == null) {
      throw ProblemException.invalid(
          field, "must be a time such as 2025-10-29T12:00:00Z, or a date");
    }
    return time;
  }

  private static LocalDate dayOf(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
