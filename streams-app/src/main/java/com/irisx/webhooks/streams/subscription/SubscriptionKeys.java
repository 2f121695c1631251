package com.irisx.webhooks.streams.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Ids;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/**
 * The key layout of the store {@value SubscriptionTable#STORE}.
 *
 * <pre>
 * 't' | tenant id (UTF-8) | 0 | webhook id (16 bytes) → Subscription as on the topic
 * 'w' | webhook id (16 bytes)                         → tenant id (UTF-8), to find what a tombstone deletes
 * </pre>
 *
 * <p>A tenant's webhooks stand together. Tenant ids have no control characters, so the 0 ends them.
 */
final class SubscriptionKeys {

  private static final int ID_BYTES = 16;

  private SubscriptionKeys() {}

  static Bytes tenantOf(UUID webhookId) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + ID_BYTES).put((byte) 'w').put(Ids.bytes(webhookId)).array());
  }

  static Bytes webhook(String tenantId, UUID webhookId) {
    byte[] tenant = tenantId.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(tenant.length + 2 + ID_BYTES)
            .put((byte) 't')
            .put(tenant)
            .put((byte) 0)
            .put(Ids.bytes(webhookId))
            .array());
  }

  /** Not above any webhook of the tenant. */
  static Bytes firstOf(String tenantId) {
    return webhook(tenantId, new UUID(0, 0));
  }

  /** Not below any webhook of the tenant. */
  static Bytes lastOf(String tenantId) {
    return webhook(tenantId, new UUID(-1, -1));
  }

  /** The webhook id at the end of a key of {@link #webhook}. */
  static UUID webhookId(Bytes key) {
    byte[] bytes = key.get();
    ByteBuffer id = ByteBuffer.wrap(bytes, bytes.length - ID_BYTES, ID_BYTES);
    return new UUID(id.getLong(), id.getLong());
  }
}
