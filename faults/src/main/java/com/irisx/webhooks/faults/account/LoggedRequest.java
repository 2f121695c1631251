package com.irisx.webhooks.faults.account;

import com.irisx.webhooks.testing.ReceivedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A line of the receiver's log.
 *
 * @param arrivedNanos {@link System#nanoTime}, which on Linux is one clock for all processes
 * @param inFlight requests on the same path that were not answered yet, this one included
 */
public record LoggedRequest(
    long arrivedNanos, UUID deliveryId, int attempt, String path, int status, int inFlight) {

  static LoggedRequest parse(String line) {
    String[] fields = line.split(" ", -1);
    return new LoggedRequest(
        Long.parseLong(fields[0]),
        UUID.fromString(fields[1]),
        Integer.parseInt(fields[2]),
        fields[3],
        Integer.parseInt(fields[4]),
        Integer.parseInt(fields[5]));
  }

  boolean taken() {
    return status / 100 == 2;
  }

  boolean isBetween(long from, long to) {
    return arrivedNanos >= from && arrivedNanos < to;
  }

  /** As the guarantees want it. */
  ReceivedRequest received() {
    return new ReceivedRequest(
        "POST",
        path,
        List.of(
            Map.entry("X-IRISX-Delivery", deliveryId.toString()),
            Map.entry("X-IRISX-Attempt", Integer.toString(attempt))),
        new byte[0],
        arrivedNanos,
        Instant.EPOCH);
  }
}
