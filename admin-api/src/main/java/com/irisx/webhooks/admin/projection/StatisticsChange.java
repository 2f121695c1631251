package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes in the statistics, summed for each webhook.
 *
 * <p>Threading: one thread, one batch.
 */
final class StatisticsChange {

  private final Map<UUID, OfWebhook> webhooks = new TreeMap<>();

  /** A delivery that was not there before. */
  void appeared(UUID webhookId, DeliveryStatus status) {
    of(webhookId).count(status, 1);
  }

  /** A delivery went from one status to another, or to a later attempt in the same. */
  void moved(UUID webhookId, DeliveryStatus from, DeliveryStatus to) {
    of(webhookId).count(from, -1);
    of(webhookId).count(to, 1);
  }

  /** An attempt that was not counted before; {@code outcome} tells of it. */
  void attempted(DeliveryOutcome outcome) {
    of(outcome.webhookId()).attempted(outcome);
  }

  /** The sums. */
  Collection<OfWebhook> sums() {
    return Collections.unmodifiableCollection(webhooks.values());
  }

  private OfWebhook of(UUID webhookId) {
    return webhooks.computeIfAbsent(webhookId, OfWebhook::new);
  }

  /** The sums of one webhook. */
  static final class OfWebhook {
    private final UUID webhookId;
    private final Map<DeliveryStatus, Long> counts = new EnumMap<>(DeliveryStatus.class);
    private long attempts;
    private long durationMs;
    private @Nullable Instant lastSuccessAt;
    private @Nullable Instant lastFailureAt;

    OfWebhook(UUID webhookId) {
      this.webhookId = webhookId;
    }

    private void count(DeliveryStatus status, long change) {
      counts.merge(status, change, Long::sum);
    }

    private void attempted(DeliveryOutcome outcome) {
      attempts++;
      durationMs += outcome.durationMs() == null ? 0 : outcome.durationMs();
      if (outcome.error() == null) {
        lastSuccessAt = later(lastSuccessAt, outcome.recordedAt());
      } else {
        lastFailureAt = later(lastFailureAt, outcome.recordedAt());
      }
    }

    UUID webhookId() {
      return webhookId;
    }

    long count(DeliveryStatus status) {
      return counts.getOrDefault(status, 0L);
    }

    long attempts() {
      return attempts;
    }

    long durationMs() {
      return durationMs;
    }

    @Nullable Instant lastSuccessAt() {
      return lastSuccessAt;
    }

    @Nullable Instant lastFailureAt() {
      return lastFailureAt;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
      return one == null || other.isAfter(one) ? other : one;
    }
  }
}
