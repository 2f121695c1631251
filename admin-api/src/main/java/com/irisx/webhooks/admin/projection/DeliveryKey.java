package com.irisx.webhooks.admin.projection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What tells deliveries apart in the tables. The same event may be delivered again, under the same
 * id, after the deduplication window: then its time differs.
 *
 * @param createdAt as exact as the database keeps it
 */
record DeliveryKey(UUID id, Instant createdAt) {
  DeliveryKey {
    createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
  }
}
