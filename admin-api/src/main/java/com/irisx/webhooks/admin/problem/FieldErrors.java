package com.irisx.webhooks.admin.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that the caller learns it at once. */
public final class FieldErrors {

  private final List<FieldError> errors = new ArrayList<>();

  /** Notes what is wrong with a member. */
  public void reject(String field, String detail) {
    errors.add(new FieldError(field, detail));
  }

  /** Notes what is wrong with a member unless {@code valid}. */
  public void check(boolean valid, String field, String detail) {
    if (!valid) {
      reject(field, detail);
    }
  }

  /**
   * Ends the request if anything is wrong with it.
   *
   * @throws ProblemException with status 400 that names every member at fault
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }
}
