package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns the end of a request into the facts that SCHEDULE decides on. */
final class Results {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;

  private Results() {}

  static AttemptResult of(int attempt, Stopwatch.Span span, Answer answer) {
    if (answer instanceof Answer.Complete complete) {
      return answered(attempt, span, complete);
    }
    Answer.Failure failure = (Answer.Failure) answer;
    return new AttemptResult(
        attempt,
        span.startedMs(),
        span.durationMs(),
        null,
        failure.error(),
        failure.detail(),
        null,
        null);
  }

  private static AttemptResult answered(int attempt, Stopwatch.Span span, Answer.Complete answer) {
    boolean taken = answer.status() / 100 == 2;
    return new AttemptResult(
        attempt,
        span.startedMs(),
        span.durationMs(),
        answer.status(),
        taken ? null : AttemptError.HTTP_STATUS,
        taken ? null : "the endpoint answered " + answer.status(),
        retryAfterMs(answer, span),
        answer.body());
  }

  /** Only where the status says "not now" (RFC 9110, 15.6.4; RFC 6585, 4). */
  private static @Nullable Long retryAfterMs(Answer.Complete answer, Stopwatch.Span span) {
    boolean notNow = answer.status() == TOO_MANY_REQUESTS || answer.status() == SERVICE_UNAVAILABLE;
    String retryAfter = answer.retryAfter();
    return notNow && retryAfter != null
        ? RetryAfter.parse(retryAfter, span.end()).map(Duration::toMillis).orElse(null)
        : null;
  }
}
