package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.admin.paging.Times;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.catalog.EventTypeName;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of a webhook are wanted; null means all.
 *
 * @param since created at or after
 * @param until created before
 */
record DeliveryFilter(
    @Nullable DeliveryStatus status,
    @Nullable String eventType,
    @Nullable Instant since,
    @Nullable Instant until) {

  /**
   * The filter that query parameters spell.
   *
   * @throws ProblemException with status 400 that names the parameter at fault
   */
  static DeliveryFilter of(
      @Nullable String status,
      @Nullable String eventType,
      @Nullable String since,
      @Nullable String until) {
    if (eventType != null && !EventTypeName.isValid(eventType)) {
      throw ProblemException.invalid("event_type", "is no event type");
    }
    return new DeliveryFilter(
        status == null ? null : status(status),
        eventType,
        Times.parse("since", since),
        Times.parse("until", until));
  }

  private static DeliveryStatus status(String label) {
    return Arrays.stream(DeliveryStatus.values())
        .filter(status -> status.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "status",
                    "must be one of "
                        + Arrays.stream(DeliveryStatus.values())
                            .map(DeliveryStatus::label)
                            .collect(Collectors.joining(", "))));
  }
}
