package com.irisx.webhooks.streams.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a webhook that are out. A set and not a counter, so that a result seen twice frees
 * one place. Immutable.
 */
record InFlight(List<HandOut> handOuts) {

  static final InFlight NONE = new InFlight(List.of());

  InFlight {
    handOuts = List.copyOf(handOuts);
  }

  int size() {
    return handOuts.size();
  }

  boolean isEmpty() {
    return handOuts.isEmpty();
  }

  boolean hasProbe() {
    for (HandOut handOut : handOuts) {
      if (handOut.probe()) {
        return true;
      }
    }
    return false;
  }

  /** The task for this attempt, or null. */
  @Nullable HandOut find(UUID deliveryId, int run, int attempt) {
    for (HandOut handOut : handOuts) {
      if (handOut.isOf(deliveryId, run, attempt)) {
        return handOut;
      }
    }
    return null;
  }

  /** The task for any attempt of this delivery, or null. */
  @Nullable HandOut find(UUID deliveryId) {
    for (HandOut handOut : handOuts) {
      if (handOut.delivery().deliveryId().equals(deliveryId)) {
        return handOut;
      }
    }
    return null;
  }

  InFlight plus(HandOut handOut) {
    List<HandOut> more = new ArrayList<>(handOuts.size() + 1);
    more.addAll(handOuts);
    more.add(handOut);
    return new InFlight(more);
  }

  InFlight minus(HandOut handOut) {
    List<HandOut> fewer = new ArrayList<>(handOuts);
    fewer.remove(handOut);
    return new InFlight(fewer);
  }

  InFlight replacing(HandOut handOut, HandOut by) {
    List<HandOut> changed = new ArrayList<>(handOuts);
    changed.replaceAll(each -> each.equals(handOut) ? by : each);
    return new InFlight(changed);
  }
}
