package com.irisx.webhooks.admin.tenant;

import java.time.Instant;
import java.util.UUID;

/** A new API key, in the only answer that shows it. */
record IssuedApiKey(UUID id, String tenantId, String name, String key, Instant createdAt) {
  /** Without the key. */
  @Override
  public String toString() {
    return "IssuedApiKey[id=" + id + ", tenantId=" + tenantId + "]";
  }
}
