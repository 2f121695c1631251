package com.irisx.webhooks.streams.dispatch;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which attempts of one partition need not be made, because their request is being made or its
 * result is recorded already. A task comes twice when the scheduler's transaction that handed it
 * out is aborted, or when it was answered and a crash came before its offset was committed. Either
 * way the one result is enough: the scheduler reads it after whatever it forgot.
 *
 * <p>Not safe for use by several threads; a lane's thread owns it.
 */
final class MadeAttempts {

  /** More than any scheduler hands out between two commits. */
  static final int REMEMBERED = 2_000;

  private Set<AttemptKey> recorded;
  private final LinkedHashSet<AttemptKey> own = new LinkedHashSet<>();

  /**
   * @param recorded attempts whose result is on the attempt-results topic; not changed
   */
  MadeAttempts(Set<AttemptKey> recorded) {
    this.recorded = recorded;
  }

  /**
   * The partition was lost and is back: its requests may still be under way here.
   *
   * @param alsoRecorded attempts whose result is on the topic by now; not changed
   */
  void backWith(Set<AttemptKey> alsoRecorded) {
    recorded = alsoRecorded;
  }

  /** Whether to make it; if so, it is remembered as made. */
  boolean begin(AttemptKey attempt) {
    if (recorded.contains(attempt) || !own.add(attempt)) {
      return false;
    }
    if (own.size() > REMEMBERED) {
      own.remove(own.iterator().next());
    }
    return true;
  }

  /** There was no request after all: the scheduler may ask for the same attempt again. */
  void notMade(AttemptKey attempt) {
    own.remove(attempt);
  }
}
