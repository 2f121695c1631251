package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.schema.Subscription;
import java.time.Duration;

/**
 * How the dispatcher works.
 *
 * @param groupPrefix of the consumer group ids; the groups hold the progress, so it must not change
 * @param schedulerGroup the consumer group of SCHEDULE: its application id
 * @param firstSlots first attempts in flight at one time, 1 to 4096
 * @param retrySlots repeat attempts in flight at one time, 1 to 4096; a share of their own, so that
 *     dead endpoints cannot take the place of new events
 * @param commitInterval how often finished offsets are committed, 10 ms to 60 s; a crash repeats at
 *     most the requests that ended within it, beside those in flight
 * @param lookUpLimit how long a webhook is looked for that this process does not know yet, up to 60
 *     s
 * @param longestTimeout the limit of any webhook's own timeout, up to 10 min; a shutdown or a
 *     rebalance waits this long for what is in flight
 * @param headerPrefix of our own headers
 * @param maxEndpoints whose derived form (parsed URL, keys) is kept, 1 to 1,000,000
 */
public record DispatchSettings(
    String groupPrefix,
    String schedulerGroup,
    int firstSlots,
    int retrySlots,
    Duration commitInterval,
    Duration lookUpLimit,
    Duration longestTimeout,
    String headerPrefix,
    int maxEndpoints,
    HttpSettings http) {

  private static final int MAX_SLOTS = 4096;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** From the last answer of an attempt to the broker's acknowledgement of its result. */
  private static final Duration REPORT_MARGIN = Duration.ofSeconds(5);

  public static final DispatchSettings DEFAULT =
      new DispatchSettings(
          "webhooks-dispatch-",
          "webhooks-schedule",
          512,
          256,
          Duration.ofMillis(250),
          Duration.ofSeconds(5),
          Duration.ofMillis(Subscription.MAX_TIMEOUT_MS),
          HeaderRules.DEFAULT_PREFIX,
          50_000,
          HttpSettings.DEFAULT);

  public DispatchSettings {
    if (!groupPrefix.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "dispatch, group prefix: letters, digits, '.', '_' and '-', 1 to 100: " + groupPrefix);
    }
    Bounds.require("first slots", firstSlots, 1, MAX_SLOTS);
    Bounds.require("retry slots", retrySlots, 1, MAX_SLOTS);
    Bounds.require("commit interval", commitInterval, Duration.ofMillis(10), MINUTE);
    Bounds.require("look-up limit", lookUpLimit, Duration.ZERO, MINUTE);
    Bounds.require(
        "longest timeout", longestTimeout, Duration.ofMillis(1), MINUTE.multipliedBy(10));
    Bounds.require("endpoints kept", maxEndpoints, 1, 1_000_000);
    var unused = new HeaderRules(headerPrefix);
  }

  /** After this long nothing that was in flight can still be. */
  public Duration drainLimit() {
    return lookUpLimit.plus(longestTimeout).plus(REPORT_MARGIN);
  }
}
