package com.irisx.webhooks.admin.problem;

import java.net.URI;
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

  static ProblemDetail of(HttpStatusCode status, String type, String detail) {
    ProblemDetail document = ProblemDetail.forStatusAndDetail(status, detail);
    document.setType(URI.create(TYPE_PREFIX + type));
    return document;
  }
}
