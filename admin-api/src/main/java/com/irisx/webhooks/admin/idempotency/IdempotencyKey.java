package com.irisx.webhooks.admin.idempotency;

import com.irisx.webhooks.admin.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What the header {@code Idempotency-Key} of a request says. A route that takes one as a parameter
 * gets it from the request.
 *
 * @param route method and path, for example {@code POST /v1/webhooks}: the same key on another
 *     route is another key
 * @param value the header; null if there is none, and the request is answered as it comes
 */
public record IdempotencyKey(String route, @Nullable String value) {

  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  static final int MAX_CHARACTERS = 255;

  /**
   * Checks the value.
   *
   * @throws ProblemException with status 400 that names the header
   */
  public IdempotencyKey {
    if (value != null
        && (value.isEmpty()
            || value.length() > MAX_CHARACTERS
            || value.chars().anyMatch(c -> c < ' ' || c > '~'))) {
      throw ProblemException.invalid(
          HEADER, "must have 1 to " + MAX_CHARACTERS + " printable ASCII characters");
    }
  }
}
