package com.irisx.webhooks.admin.idempotency;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request that was answered before: its answer is the stored one, whatever the route's own
 * type of answer is. No error, so no stack trace.
 */
final class ReplayedAnswer extends RuntimeException {

  private final int status;
  private final @Nullable String location;
  private final String body;

  ReplayedAnswer(int status, @Nullable String location, String body) {
    super("answered before", null, false, false);
    this.status = status;
    this.location = location;
    this.body = Objects.requireNonNull(body);
  }

  int status() {
    return status;
  }

  @Nullable String location() {
    return location;
  }

  /** In JSON, byte for byte as it was. */
  String body() {
    return body;
  }
}
