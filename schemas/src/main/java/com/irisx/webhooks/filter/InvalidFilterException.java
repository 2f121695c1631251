package com.irisx.webhooks.filter;

import java.util.List;
import java.util.regex.Pattern;

/** Something is no filter, and says why, for each member at fault. */
public final class InvalidFilterException extends Exception {

  private static final int SHOWN_CHARACTERS = 200;

  // Names in a filter are a tenant's and may be anything; the message goes to logs and headers.
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

  private final transient List<Problem> problems;

  /**
   * What is wrong with one member.
   *
   * @param path from the filter to the member, such as {@code from[0].numeric}; empty for the
   *     filter itself
   * @param detail one sentence for a person; does not begin with the path
   */
  public record Problem(String path, String detail) {}

  InvalidFilterException(List<Problem> problems) {
    super(message(problems.get(0)));
    this.problems = List.copyOf(problems);
  }

  static InvalidFilterException whole(String detail) {
    return new InvalidFilterException(List.of(new Problem("", detail)));
  }

  /** At least one. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(Problem problem) {
    String text = (problem.path().isEmpty() ? "it" : problem.path()) + " " + problem.detail();
    String cut =
        text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }
}
