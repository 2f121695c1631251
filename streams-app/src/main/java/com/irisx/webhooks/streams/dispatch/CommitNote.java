package com.irisx.webhooks.streams.dispatch;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rides as metadata in a commit: which records above the committed offset are finished too. A
 * process that takes over after a crash therefore repeats what was in flight, and not all that came
 * after one slow endpoint.
 *
 * <p>As text: {@code v1}, {@code next}, then the open offsets in rising order, each as the distance
 * from the one before, in base 36, separated by spaces.
 *
 * @param next behind the highest offset taken
 * @param open offsets below {@code next} that are not finished, in rising order; all others below
 *     it are finished
 */
record CommitNote(long next, Set<Long> open) {

  /** Nothing is known to be finished. */
  static final CommitNote NONE = new CommitNote(0, Set.of());

  /** In characters; the broker's {@code offset.metadata.max.bytes} is 4096 by default. */
  static final int MAX_LENGTH = 4000;

  private static final String VERSION = "v1";

  CommitNote {
    open = new LinkedHashSet<>(open);
  }

  /** Whether the record needs nothing more. Meaningful from the committed offset on. */
  boolean finished(long offset) {
    return offset < next && !open.contains(offset);
  }

  /** The note as text; if it would be too long, it claims less to be finished. */
  String text() {
    StringBuilder deltas = new StringBuilder();
    long before = 0;
    long end = next;
    for (long offset : open) {
      String delta = " " + Long.toString(offset - before, Character.MAX_RADIX);
      if (deltas.length() + delta.length() > MAX_LENGTH - 20) {
        end = offset;
        break;
      }
      deltas.append(delta);
      before = offset;
    }
    return VERSION + " " + Long.toString(end, Character.MAX_RADIX) + deltas;
  }

  /** Reads a note; what is none, for example another tool's commit, tells nothing. */
  static CommitNote parse(@Nullable String text) {
    if (text == null || !text.startsWith(VERSION + " ")) {
      return NONE;
    }
    try {
      String[] words = text.split(" ", -1);
      Set<Long> open = new LinkedHashSet<>();
      long offset = 0;
      for (int i = 2; i < words.length; i++) {
        offset += number(words[i]);
        open.add(offset);
      }
      return new CommitNote(number(words[1]), open);
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  private static long number(String word) {
    return Long.parseUnsignedLong(word, Character.MAX_RADIX);
  }
}
