package com.irisx.webhooks.streams.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code Retry-After}: seconds, or a date in one of three forms (RFC 9110, 5.6.7, 10.2.3).
 */
final class RetryAfter {

  /** What is longer is read as this. */
  static final Duration LONGEST = Duration.ofDays(365);

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US),
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));

  private RetryAfter() {}

  /** How long after {@code now} to try again; empty if {@code value} does not say. */
  static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    if (text.matches("[0-9]+")) {
      boolean endless = text.length() > 9;
      return Optional.of(bounded(endless ? LONGEST : Duration.ofSeconds(Long.parseLong(text))));
    }
    return DATES.stream()
        .flatMap(format -> date(text, format).stream())
        .findFirst()
        .map(date -> bounded(Duration.between(now, date)));
  }

  private static Optional<Instant> date(String text, DateTimeFormatter format) {
    try {
      return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration delay) {
    if (delay.isNegative()) {
      return Duration.ZERO;
    }
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
