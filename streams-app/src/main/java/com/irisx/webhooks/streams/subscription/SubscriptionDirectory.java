package com.irisx.webhooks.streams.subscription;

import com.irisx.webhooks.schema.Subscription;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds webhooks in this process' copy of the subscriptions topic.
 *
 * <p>Threading: safe for use by several threads; never blocks on the network.
 */
@FunctionalInterface
public interface SubscriptionDirectory {

  /**
   * The webhook as last seen on the topic, or null if it is not there. As long as the webhook does
   * not change, the same instance is returned, so that what is derived from it can be kept and
   * compared by identity.
   */
  @Nullable Subscription find(String tenantId, UUID webhookId);
}
