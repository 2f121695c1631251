package com.irisx.webhooks.streams.delivery;

import java.util.Arrays;
import java.util.Objects;

/**
 * Counts hand-outs in a sliding span of time made of equal slots: a minute of 60 seconds, an hour
 * of 60 minutes. Immutable.
 *
 * <p>The slot that is leaving the span still counts as a whole, so there are never more than the
 * limit in any span, wherever it begins; the price is that a place is freed up to one slot late.
 */
public final class SlidingWindow {

  /** Slots in the span; one more is kept for the slot that is leaving it. */
  public static final int SPAN_SLOTS = 60;

  static final int KEPT_SLOTS = SPAN_SLOTS + 1;

  private final long slotMillis;
  private final long latest;
  private final int[] counts;

  /**
   * @param slotMillis the length of a slot
   * @param latest the number of the latest slot, counted from the epoch
   * @param counts of the slots latest, latest - 1, and so on; {@link #SPAN_SLOTS} + 1 of them
   */
  private SlidingWindow(long slotMillis, long latest, int[] counts) {
    this.slotMillis = slotMillis;
    this.latest = latest;
    this.counts = counts;
  }

  /** An empty minute in seconds. */
  public static SlidingWindow minute() {
    return new SlidingWindow(1_000, 0, new int[KEPT_SLOTS]);
  }

  /** An empty hour in minutes. */
  public static SlidingWindow hour() {
    return new SlidingWindow(60_000, 0, new int[KEPT_SLOTS]);
  }

  /** A window as it was taken apart by {@link #latest} and {@link #count(int)}. */
  public SlidingWindow restored(long latestSlot, int[] slotCounts) {
    return new SlidingWindow(slotMillis, latestSlot, Arrays.copyOf(slotCounts, KEPT_SLOTS));
  }

  public long latest() {
    return latest;
  }

  /** The count of the slot {@code age} slots before the latest. */
  public int count(int age) {
    return counts[age];
  }

  /**
   * This window, or, if the clock was set back by more than the span since its latest hand-out,
   * this window moved back with it: what was counted in a time that will come again must not block
   * until then.
   */
  private SlidingWindow at(long now) {
    long slot = now / slotMillis;
    return latest - slot > SPAN_SLOTS ? new SlidingWindow(slotMillis, slot, counts) : this;
  }

  /** This window with one more hand-out at {@code now}, milliseconds since the epoch. */
  public SlidingWindow plusOne(long now) {
    SlidingWindow moved = at(now).movedTo(now);
    moved.counts[0]++;
    return moved;
  }

  /** This window without one of the hand-outs at {@code at}, if it still counts. */
  public SlidingWindow minusOne(long at) {
    long age = latest - at / slotMillis;
    if (age < 0 || age >= KEPT_SLOTS || counts[(int) age] == 0) {
      return this;
    }
    int[] fewer = counts.clone();
    fewer[(int) age]--;
    return new SlidingWindow(slotMillis, latest, fewer);
  }

  /** Hand-outs before this time do not count at {@code now}, those from it on do. */
  public long countedFrom(long now) {
    return (now / slotMillis - SPAN_SLOTS) * slotMillis;
  }

  /** This window with one that was counted at {@code from} counted at {@code to}, not earlier. */
  public SlidingWindow moved(long from, long to) {
    if (from / slotMillis == to / slotMillis) {
      return this;
    }
    SlidingWindow less = minusOne(from);
    long age = latest - to / slotMillis;
    if (age <= 0) {
      return less.plusOne(to);
    }
    if (age >= KEPT_SLOTS) {
      return less;
    }
    int[] more = less.counts.clone();
    more[(int) age]++;
    return new SlidingWindow(slotMillis, latest, more);
  }

  /** How many hand-outs count against a limit at {@code now}. */
  public int used(long now) {
    SlidingWindow moved = at(now);
    int sum = 0;
    int shift = moved.shift(now);
    for (int age = 0; age + shift < KEPT_SLOTS; age++) {
      sum += moved.counts[age];
    }
    return sum;
  }

  /**
   * When fewer than {@code limit} hand-outs will count, milliseconds since the epoch; {@code now}
   * if that is so already.
   */
  public long freeAt(long now, int limit) {
    return at(now).freeFrom(now, limit);
  }

  private long freeFrom(long now, int limit) {
    int excess = used(now) - limit;
    if (excess < 0) {
      return now;
    }
    for (int age = Math.min(KEPT_SLOTS - 1 - shift(now), KEPT_SLOTS - 1); age >= 0; age--) {
      excess -= counts[age];
      if (excess < 0) {
        return (latest - age + KEPT_SLOTS) * slotMillis;
      }
    }
    throw new IllegalStateException("a limit below 1: " + limit);
  }

  /** Slots that have passed since the latest; a clock that went back counts as standing still. */
  private int shift(long now) {
    return (int) Math.min(KEPT_SLOTS, Math.max(0, now / slotMillis - latest));
  }

  private SlidingWindow movedTo(long now) {
    int shift = shift(now);
    int[] moved = new int[KEPT_SLOTS];
    System.arraycopy(counts, 0, moved, shift, KEPT_SLOTS - shift);
    return new SlidingWindow(slotMillis, Math.max(latest, now / slotMillis), moved);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlidingWindow that
        && slotMillis == that.slotMillis
        && latest == that.latest
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(slotMillis, latest, Arrays.hashCode(counts));
  }

  @Override
  public String toString() {
    return "SlidingWindow[slotMillis=" + slotMillis + ", latest=" + latest + "]";
  }
}
