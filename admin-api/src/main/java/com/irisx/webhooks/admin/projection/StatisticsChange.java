package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a batch changes in the statistics, summed for each webhook, and for each webhook and day.
 *
 * <p>Threading: one thread, one batch.
 */
final class StatisticsChange {

  private final Map<UUID, Sums> webhooks = new TreeMap<>();
  private final Map<WebhookDay, Sums> days = new TreeMap<>();

  /**
   * Where a delivery counts.
   *
   * @param day the UTC day on which it was created
   */
  record WebhookDay(UUID webhookId, LocalDate day) implements Comparable<WebhookDay> {
    private static final Comparator<WebhookDay> ORDER =
        Comparator.comparing(WebhookDay::webhookId).thenComparing(WebhookDay::day);

    static WebhookDay of(UUID webhookId, Instant createdAt) {
      return new WebhookDay(webhookId, LocalDate.ofInstant(createdAt, ZoneOffset.UTC));
    }

    @Override
    public int compareTo(WebhookDay other) {
      return ORDER.compare(this, other);
    }
  }

  /** A delivery that was not there before. */
  void appeared(WebhookDay of, Progress progress) {
    change(of, sums -> sums.count(progress, 1));
  }

  /** A delivery got further, perhaps in the same status. */
  void moved(WebhookDay of, Progress from, Progress to) {
    change(
        of,
        sums -> {
          sums.count(from, -1);
          sums.count(to, 1);
        });
  }

  /** An attempt that was not counted before; {@code outcome} tells of it. */
  void attempted(DeliveryOutcome outcome) {
    change(
        WebhookDay.of(outcome.webhookId(), outcome.createdAt()), sums -> sums.attempted(outcome));
  }

  Map<UUID, Sums> ofWebhooks() {
    return Collections.unmodifiableMap(webhooks);
  }

  Map<WebhookDay, Sums> ofDays() {
    return Collections.unmodifiableMap(days);
  }

  private void change(WebhookDay of, Consumer<Sums> change) {
    change.accept(webhooks.computeIfAbsent(of.webhookId(), id -> new Sums()));
    change.accept(days.computeIfAbsent(of, day -> new Sums()));
  }
}
