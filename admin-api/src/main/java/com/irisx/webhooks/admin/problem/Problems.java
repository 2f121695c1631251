package com.irisx.webhooks.admin.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** The documents themselves. */
final class Problems {

  /** Stable names, not addresses: nothing is served under them. */
  private static final String TYPE_PREFIX = "urn:irisx:webhooks:problem:";

  private Problems() {}

  static ProblemDetail of(ProblemException problem) {
    ProblemDetail document = of(problem.status(), problem.type(), problem.detail());
    document.setTitle(problem.status().getReasonPhrase());
    if (!problem.errors().isEmpty()) {
      document.setProperty("errors", problem.errors());
    }
    return document;
  }

  /** Names the type after the title if it has no name yet: {@code method-not-allowed}. */
  static void name(ProblemDetail document) {
    String title = document.getTitle();
    URI type = document.getType();
    if (title != null && (type == null || type.toString().equals("about:blank"))) {
      document.setType(
          URI.create(TYPE_PREFIX + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-")));
    }
  }

  static ProblemDetail of(HttpStatusCode status, String type, String detail) {
    ProblemDetail document = ProblemDetail.forStatusAndDetail(status, detail);
    document.setType(URI.create(TYPE_PREFIX + type));
    return document;
  }
}
