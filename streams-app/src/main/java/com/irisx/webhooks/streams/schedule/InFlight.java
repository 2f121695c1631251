package com.irisx.webhooks.streams.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a webhook that are out. A set and not a counter, so that a result seen twice frees
 * one place. Immutable.
 *
 * <p>Changes with every task and every result, and is stored each time: each hand-out is kept with
 * its stored form, so that a change costs the writing of one and not of all.
 */
final class InFlight {

  static final InFlight NONE = new InFlight(new Out[0]);

  private final Out[] outs;

  private InFlight(Out[] outs) {
    this.outs = outs;
  }

  static InFlight of(List<HandOut> handOuts) {
    return new InFlight(handOuts.stream().map(Out::new).toArray(Out[]::new));
  }

  /** A hand-out and {@link HandOutFormat its stored form}. */
  private record Out(HandOut handOut, byte[] stored) {
    Out(HandOut handOut) {
      this(handOut, HandOutFormat.write(handOut));
    }
  }

  List<HandOut> handOuts() {
    return Stream.of(outs).map(Out::handOut).toList();
  }

  void write(StateWriter to) {
    to.number(outs.length);
    for (Out out : outs) {
      to.rest(out.stored());
    }
  }

  int size() {
    return outs.length;
  }

  boolean isEmpty() {
    return outs.length == 0;
  }

  boolean hasProbe() {
    for (Out out : outs) {
      if (out.handOut().probe()) {
        return true;
      }
    }
    return false;
  }

  /** How many were handed out before then. */
  int handedOutBefore(long time) {
    int count = 0;
    while (count < outs.length && outs[count].handOut().at() < time) {
      count++; // They are in the order in which they went.
    }
    return count;
  }

  /** The task for this attempt, or null. */
  @Nullable HandOut find(UUID deliveryId, int run, int attempt) {
    for (Out out : outs) {
      if (out.handOut().isOf(deliveryId, run, attempt)) {
        return out.handOut();
      }
    }
    return null;
  }

  /** The task for any attempt of this delivery, or null. */
  @Nullable HandOut find(UUID deliveryId) {
    for (Out out : outs) {
      if (out.handOut().delivery().deliveryId().equals(deliveryId)) {
        return out.handOut();
      }
    }
    return null;
  }

  InFlight plus(HandOut handOut) {
    Out[] more = Arrays.copyOf(outs, outs.length + 1);
    more[outs.length] = new Out(handOut);
    return new InFlight(more);
  }

  InFlight minus(HandOut handOut) {
    int at = indexOf(handOut);
    if (at < 0) {
      return this;
    }
    Out[] fewer = Arrays.copyOf(outs, outs.length - 1);
    System.arraycopy(outs, at + 1, fewer, at, outs.length - at - 1);
    return new InFlight(fewer);
  }

  InFlight replacing(HandOut handOut, HandOut by) {
    int at = indexOf(handOut);
    if (at < 0) {
      return this;
    }
    Out[] changed = outs.clone();
    changed[at] = new Out(by);
    return new InFlight(changed);
  }

  private int indexOf(HandOut handOut) {
    for (int i = 0; i < outs.length; i++) {
      if (outs[i].handOut().equals(handOut)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InFlight that && handOuts().equals(that.handOuts());
  }

  @Override
  public int hashCode() {
    return handOuts().hashCode();
  }

  @Override
  public String toString() {
    return "InFlight" + handOuts();
  }
}
