package com.irisx.webhooks.admin.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** A query whose parameters cannot be read at all, because they are no percent-encoded UTF-8. */
final class QueryProblems {

  private static final String REPLACEMENT = "\uFFFD";

  private QueryProblems() {}

  /** The problem, naming the first parameter at fault. */
  static ProblemException of(@Nullable String query) {
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      if (!isReadable(parameter)) {
        String name = parameter.split("=", 2)[0];
        return ProblemException.invalid(
            isReadable(name) ? name : "query", "is not percent-encoded UTF-8");
      }
    }
    return ProblemException.invalid("query", "cannot be read");
  }

  private static boolean isReadable(String parameter) {
    try {
      return !URLDecoder.decode(parameter, UTF_8).contains(REPLACEMENT);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
