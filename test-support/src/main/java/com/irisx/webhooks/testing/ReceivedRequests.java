package com.irisx.webhooks.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a receiver got, in order of arrival. Threading: its monitor guards all; a thread that waits
 * is woken by every arrival.
 */
final class ReceivedRequests {

  private final List<ReceivedRequest> all = new ArrayList<>();
  private final List<Consumer<ReceivedRequest>> observers = new ArrayList<>();

  synchronized void add(ReceivedRequest request) {
    all.add(request);
    observers.forEach(observer -> observer.accept(request));
    notifyAll();
  }

  /** Tells {@code observer} of every request, those that came before too. */
  synchronized void observe(Consumer<ReceivedRequest> observer) {
    all.forEach(observer);
    observers.add(observer);
  }

  synchronized List<ReceivedRequest> where(Predicate<ReceivedRequest> condition) {
    return all.stream().filter(condition).toList();
  }

  /** Waits until at least {@code count} requests fulfil {@code condition} and returns them. */
  synchronized List<ReceivedRequest> await(
      Predicate<ReceivedRequest> condition, int count, Duration patience, String what) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<ReceivedRequest> found = where(condition);
    while (found.size() < count) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            "%d of %d requests %s within %s; received in all: %s"
                .formatted(found.size(), count, what, patience, all));
      }
      try {
        wait(left);
        found = where(condition);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for requests " + what, e);
      }
    }
    return found;
  }
}
