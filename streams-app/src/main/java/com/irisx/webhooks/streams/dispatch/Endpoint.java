package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.address.TargetUrl;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.UUID;

/**
 * What is derived once from a webhook's configuration and then used for every request to it.
 *
 * @param headers the same for every request; not to be changed
 * @param timeout for one attempt in all
 */
record Endpoint(UUID webhookId, TargetUrl url, Signer signer, MultiMap headers, Duration timeout) {

  /** Without URL, headers and keys: tenants put tokens into all of them. */
  @Override
  public String toString() {
    return "Endpoint[webhookId=" + webhookId + "]";
  }
}
