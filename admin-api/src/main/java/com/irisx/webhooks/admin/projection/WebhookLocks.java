package com.irisx.webhooks.admin.projection;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps webhooks from being deleted while something is written for them. What still comes for a
 * deleted one is not stored: its owner asked for it to go, deliveries and all.
 */
@Repository
class WebhookLocks {

  private final JdbcClient jdbc;

  WebhookLocks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of {@code ids} that exist, and will until the transaction ends. Blocks no update. */
  Set<UUID> lock(Collection<UUID> ids) {
    return new HashSet<>(
        jdbc.sql("SELECT id FROM webhooks WHERE id = ANY (?::uuid[]) ORDER BY id FOR KEY SHARE")
            .param(Columns.uuids(ids))
            .query(UUID.class)
            .list());
  }
}
