package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.config.AdminSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/**
 * How long deliveries are kept. The day a delivery was created on counts, in UTC; a day is kept
 * until all of it is old enough. Never shorter than the scheduler remembers an event: the row says
 * that a record which comes again is a repeat.
 */
@Component
final class Retention {

  private final int days;

  Retention(AdminSettings settings, Repeats repeats) {
    int remembered = (int) repeats.remembered().plusDays(1).minusNanos(1).toDays();
    this.days = Math.max(settings.retentionDays(), remembered);
  }

  /** The first day that is kept. */
  LocalDate firstDay(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days);
  }

  /** Whether what was created then is old enough to go. */
  boolean isOver(Instant createdAt, Instant now) {
    return LocalDate.ofInstant(createdAt, ZoneOffset.UTC).isBefore(firstDay(now));
  }
}
