package com.irisx.webhooks.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that moves when a test says so. Threading: safe for use by several threads. */
public final class ManualClock extends Clock {

  /** Where a clock stands if nothing else was asked: an ordinary moment with no round numbers. */
  public static final Instant DEFAULT_START = Instant.parse("2025-10-29T12:34:56.789Z");

  private final Time time;
  private final ZoneId zone;

  private ManualClock(Time time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
  }

  /** A clock that stands at {@link #DEFAULT_START}. */
  public static ManualClock standing() {
    return at(DEFAULT_START);
  }

  /** A clock that stands at {@code start}. */
  public static ManualClock at(Instant start) {
    return new ManualClock(new Time(start), ZoneOffset.UTC);
  }

  /** Moves on; a negative duration moves back, as a corrected system clock does. */
  public Instant advance(Duration duration) {
    return time.advance(duration);
  }

  /** Jumps to {@code instant}. */
  public void set(Instant instant) {
    time.set(instant);
  }

  @Override
  public Instant instant() {
    return time.now();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** A view of the same time in another zone. */
  @Override
  public Clock withZone(ZoneId other) {
    return new ManualClock(time, other);
  }

  /** Shared by the views in several zones. */
  private static final class Time {
    private Instant now;

    Time(Instant now) {
      this.now = now;
    }

    synchronized Instant now() {
      return now;
    }

    synchronized void set(Instant instant) {
      now = instant;
    }

    synchronized Instant advance(Duration duration) {
      now = now.plus(duration);
      return now;
    }
  }
}
