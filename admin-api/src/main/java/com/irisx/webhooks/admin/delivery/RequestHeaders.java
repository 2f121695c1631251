package com.irisx.webhooks.admin.delivery;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.SenderVersion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an attempt that follow from its facts, and from its webhook as it is now. No
 * signatures: who has one and the body can send it again for five minutes. Of the tenant's own
 * headers the names alone: their values may be secrets.
 *
 * @param prefix of our own headers
 */
record RequestHeaders(String prefix) {

  /** Stands for the value of a tenant's own header. */
  static final String MASKED = "***";

  /**
   * Where requests of a webhook go, and what its tenant adds to them.
   *
   * @param customHeaders their names
   */
  record Endpoint(String url, List<String> customHeaders) {}

  /** The headers; without those that only the endpoint tells where it is not known any more. */
  Map<String, String> of(
      UUID deliveryId, String eventType, int attempt, Instant at, @Nullable Endpoint endpoint) {
    String timestamp = Long.toString(at.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    if (endpoint != null) {
      headers.put("Host", TargetUrl.parse(endpoint.url()).authority());
    }
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", SenderVersion.USER_AGENT);
    headers.put(prefix + "Event", eventType);
    headers.put(prefix + "Delivery", deliveryId.toString());
    headers.put(prefix + "Attempt", Integer.toString(attempt));
    headers.put(prefix + "Timestamp", timestamp);
    headers.put("webhook-id", deliveryId.toString());
    headers.put("webhook-timestamp", timestamp);
    if (endpoint != null) {
      endpoint.customHeaders().forEach(name -> headers.put(name, MASKED));
    }
    return headers;
  }
}
