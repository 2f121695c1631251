package com.irisx.webhooks.admin.capture;

/**
 * Webhooks that the topic still has and the table no longer. The log tells of deletions; a
 * snapshot, which stands in where the log was lost, does not.
 */
@FunctionalInterface
interface VanishedWebhooks {

  /** The log was not lost: there are none. */
  VanishedWebhooks NONE = () -> {};

  /** Takes them off the topic. */
  void tombstone() throws Exception;
}
