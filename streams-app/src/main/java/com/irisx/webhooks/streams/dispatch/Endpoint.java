package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.address.TargetUrl;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * What is derived once from a webhook's configuration and then used for every request to it.
 *
 * @param customHeaders the owner's, without those that may not be sent
 * @param timeout for one attempt in all
 */
record Endpoint(
    UUID webhookId,
    TargetUrl url,
    Signer signer,
    Map<String, String> customHeaders,
    Duration timeout) {

  Endpoint {
    customHeaders = Map.copyOf(customHeaders);
  }

  /** Without URL, headers and keys: tenants put tokens into all of them. */
  @Override
  public String toString() {
    return "Endpoint[webhookId=" + webhookId + "]";
  }
}
