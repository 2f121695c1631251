package com.irisx.webhooks.admin.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The headers of an attempt that follow from its facts. Signatures are left out: who has one and
 * the body can send it again for five minutes. The tenant's own headers are left out: they may be
 * secrets, and may have changed since.
 *
 * @param prefix of our own headers
 */
record RequestHeaders(String prefix) {

  Map<String, String> of(UUID deliveryId, String eventType, int attempt, Instant at) {
    String timestamp = Long.toString(at.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(prefix + "Event", eventType);
    headers.put(prefix + "Delivery", deliveryId.toString());
    headers.put(prefix + "Attempt", Integer.toString(attempt));
    headers.put(prefix + "Timestamp", timestamp);
    headers.put("webhook-id", deliveryId.toString());
    headers.put("webhook-timestamp", timestamp);
    return headers;
  }
}
