package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt did: facts only, no decision. The value of its record is the body if the attempt
 * failed, so that a retry carries what it needs, and empty if it succeeded.
 *
 * @param attempt the number of the attempt, from 1
 * @param startedAt milliseconds since the epoch
 * @param durationMs from the start of the name look-up to the end
 * @param responseStatus the HTTP status, if a complete answer came
 * @param error why it failed; null if it succeeded
 * @param errorDetail one sentence for a person, no secrets
 * @param retryAfterMs what a {@code Retry-After} header asked for (RFC 9110, section 10.2.3),
 *     milliseconds from the end of the attempt
 * @param responseBody the first bytes of the answer, if there was one
 */
public record AttemptResult(
    int attempt,
    long startedAt,
    long durationMs,
    @Nullable Integer responseStatus,
    @Nullable AttemptError error,
    @Nullable String errorDetail,
    @Nullable Long retryAfterMs,
    byte @Nullable [] responseBody) {

  static final String STARTED_AT = "started-at";
  static final String DURATION_MS = "duration-ms";
  static final String RESPONSE_STATUS = "response-status";
  static final String ERROR = "error";
  static final String ERROR_DETAIL = "error-detail";
  static final String RETRY_AFTER_MS = "retry-after-ms";
  static final String RESPONSE_BODY = "response-body";

  /** Whether the endpoint took the delivery. */
  public boolean succeeded() {
    return error == null;
  }

  /**
   * Whether there was a request, or would have been but for the webhook's own settings: if not, no
   * attempt is used up, and the same one may be asked for again.
   */
  public boolean made() {
    return error != AttemptError.WEBHOOK_UNKNOWN
        && error != AttemptError.WEBHOOK_DISABLED
        && error != AttemptError.EGRESS_PROXY_FAILED;
  }

  /** When the attempt ended, milliseconds since the epoch. */
  public long endedAt() {
    return startedAt + durationMs;
  }

  /** The headers of the record that reports this result for {@code delivery}. */
  public RecordHeaders headers(Delivery delivery) {
    return with(DeliveryHeaders.task(delivery, attempt));
  }

  /** The same from the headers of the task, which are copied and not written anew. */
  public RecordHeaders headers(Headers task) {
    return with(DeliveryHeaders.copyOfTask(task));
  }

  private RecordHeaders with(RecordHeaders headers) {
    DeliveryHeaders.put(headers, STARTED_AT, startedAt);
    DeliveryHeaders.put(headers, DURATION_MS, durationMs);
    if (responseStatus != null) {
      DeliveryHeaders.put(headers, RESPONSE_STATUS, responseStatus);
    }
    if (error != null) {
      DeliveryHeaders.put(headers, ERROR, error.label());
    }
    if (errorDetail != null) {
      DeliveryHeaders.put(headers, ERROR_DETAIL, errorDetail);
    }
    if (retryAfterMs != null) {
      DeliveryHeaders.put(headers, RETRY_AFTER_MS, retryAfterMs);
    }
    if (responseBody != null && responseBody.length > 0) {
      headers.add(RESPONSE_BODY, responseBody);
    }
    return headers;
  }

  /**
   * The result that {@code headers} carry.
   *
   * @throws DeliveryHeaders.MalformedHeaderException if a header is missing or cannot be read
   */
  public static AttemptResult of(Headers headers) {
    String error = DeliveryHeaders.optionalText(headers, ERROR);
    Header responseBody = headers.lastHeader(RESPONSE_BODY);
    return new AttemptResult(
        DeliveryHeaders.attempt(headers),
        DeliveryHeaders.time(headers, STARTED_AT),
        DeliveryHeaders.time(headers, DURATION_MS),
        has(headers, RESPONSE_STATUS)
            ? Math.toIntExact(DeliveryHeaders.within(headers, RESPONSE_STATUS, 100, 999))
            : null,
        error == null ? null : AttemptError.of(error),
        DeliveryHeaders.optionalText(headers, ERROR_DETAIL),
        has(headers, RETRY_AFTER_MS) ? DeliveryHeaders.time(headers, RETRY_AFTER_MS) : null,
        responseBody == null ? null : responseBody.value());
  }

  /** The response body as text; what is no UTF-8 is replaced. */
  public @Nullable String responseText() {
    return responseBody == null ? null : new String(responseBody, UTF_8);
  }

  private static boolean has(Headers headers, String name) {
    return DeliveryHeaders.optionalText(headers, name) != null;
  }
}
