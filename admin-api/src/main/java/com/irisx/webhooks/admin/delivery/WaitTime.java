package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.problem.ProblemException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a request may wait for a result: the query parameter {@code wait}. */
final class WaitTime {

  static final Duration MAX = Duration.ofSeconds(30);

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})(ms|s|)");

  private WaitTime() {}

  /**
   * The time that {@code text} spells: {@code 10s}, {@code 500ms}, or seconds without a unit. None
   * is no waiting.
   *
   * @throws ProblemException with status 400 if it is none, or longer than {@link #MAX}
   */
  static Duration parse(@Nullable String text) {
    if (text == null) {
      return Duration.ZERO;
    }
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration wait =
          matcher.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
      if (wait.compareTo(MAX) <= 0) {
        return wait;
      }
    }
    throw ProblemException.invalid(
        "wait", "must look like 10s or 500ms, at most " + MAX.toSeconds() + "s");
  }
}
