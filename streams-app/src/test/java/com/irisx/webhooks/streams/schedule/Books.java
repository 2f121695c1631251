package com.irisx.webhooks.streams.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a random path did and what it saw, kept without any help of the scheduler: every promise is
 * checked at the moment it could be broken.
 */
final class Books {

  private record Run(UUID deliveryId, int run) {}

  /** One run of a delivery. */
  private static final class Account {
    private final Delivery delivery;
    private int lastAttempt;
    private boolean out;
    private @Nullable AttemptResult lastResult;
    private long notBefore;
    private @Nullable DeliveryStatus ended;

    Account(Delivery delivery) {
      this.delivery = delivery;
    }
  }

  /** What is known of a webhook. */
  private static final class Webhook {
    private @Nullable Subscription settings;
    private long version;
    private boolean paused;
    private boolean gone;
    private boolean deleted;
    private int inFlight;
    private final List<Long> handedOut = new ArrayList<>();
  }

  private final Map<Run, Account> accounts = new HashMap<>();
  private final Map<UUID, Webhook> webhooks = new HashMap<>();
  private final Set<UUID> cancelled = new HashSet<>();
  private final Map<DeliveryStatus, Integer> endings = new EnumMap<>(DeliveryStatus.class);
  private final List<Run> ended = new ArrayList<>();

  void submitted(Delivery delivery) {
    accounts.putIfAbsent(run(delivery), new Account(delivery));
  }

  void configured(Subscription settings) {
    Webhook webhook = webhook(settings.id());
    webhook.settings = settings;
    webhook.version = settings.version();
    webhook.gone = false;
  }

  long nextVersion(UUID webhookId) {
    return webhook(webhookId).version + 1;
  }

  void paused(UUID webhookId, boolean paused) {
    Webhook webhook = webhook(webhookId);
    webhook.paused = paused;
  }

  void deleted(UUID webhookId) {
    webhook(webhookId).deleted = true;
  }

  void cancelled(UUID deliveryId) {
    cancelled.add(deliveryId);
  }

  void handedOut(Task task) {
    Webhook webhook = webhook(task.delivery().webhookId());
    Subscription settings = webhook.settings;
    if (settings == null) {
      throw new AssertionError("handed out for an unknown webhook: " + task);
    }
    assertThat(settings.enabled() && !webhook.paused && !webhook.gone && !webhook.deleted)
        .as("%s: handed out though the webhook is off or paused", task)
        .isTrue();
    assertThat(++webhook.inFlight)
        .as("%s: concurrency", task)
        .isLessThanOrEqualTo(settings.maxConcurrency());
    long now = task.at().toEpochMilli();
    webhook.handedOut.add(now);
    assertThat(within(webhook, now, Duration.ofMinutes(1)))
        .as("%s: per minute", task)
        .isLessThanOrEqualTo(settings.rateLimitPerMinute());
    assertThat(within(webhook, now, Duration.ofHours(1)))
        .as("%s: per hour", task)
        .isLessThanOrEqualTo(settings.rateLimitPerHour());

    Account account = account(run(task.delivery()));
    assertThat(account.ended).as("%s: handed out after its end", task).isNull();
    assertThat(account.out).as("%s: handed out twice", task).isFalse();
    assertThat(task.attempt())
        .as("%s: number of the attempt", task)
        .isEqualTo(account.lastAttempt + 1);
    assertThat(now).as("%s: early", task).isGreaterThanOrEqualTo(account.notBefore);
    account.out = true;
    account.lastAttempt = task.attempt();
  }

  void answered(Task task, AttemptResult result) {
    Webhook webhook = webhook(task.delivery().webhookId());
    webhook.inFlight--;
    Account account = account(run(task.delivery()));
    account.out = false;
    account.lastResult = result;
    Subscription settings = webhook.settings;
    if (!result.succeeded() && settings != null) {
      List<Integer> schedule = settings.retryScheduleSeconds();
      int delay = schedule.get(Math.min(result.attempt(), schedule.size()) - 1);
      account.notBefore = result.endedAt() + delay * 1_000L;
      Integer status = result.responseStatus();
      Long asked = result.retryAfterMs();
      if (status != null && asked != null && (status == 429 || status == 503)) {
        account.notBefore = Math.max(account.notBefore, result.endedAt() + asked);
      }
      if (status != null && status == 410 && settings.enabled()) {
        webhook.gone = true;
      }
    }
  }

  void said(DeliveryOutcome outcome) {
    if (!outcome.terminal()) {
      return;
    }
    Run run = new Run(outcome.deliveryId(), outcome.run());
    Account account = account(run);
    assertThat(account.ended).as("%s: ended twice", outcome).isNull();
    assertThat(account.out).as("%s: ended while it is out", outcome).isFalse();
    assertThat(outcome.attempt()).as("%s: attempts", outcome).isEqualTo(account.lastAttempt);
    AttemptResult last = account.lastResult;
    switch (outcome.status()) {
      case DELIVERED -> assertThat(last).matches(result -> result != null && result.succeeded());
      case FAILED -> {
        assertThat(last).matches(result -> result != null && !result.succeeded());
        assertThat(outcome.attempt()).isGreaterThanOrEqualTo(outcome.maxAttempts());
      }
      case CANCELLED -> {
        Webhook webhook = webhook(outcome.webhookId());
        boolean unwanted =
            webhook.deleted || webhook.settings == null || cancelled.contains(outcome.deliveryId());
        assertThat(unwanted).as("%s: nobody cancelled it", outcome).isTrue();
      }
      case EXPIRED, PENDING, RETRYING -> throw new AssertionError("unexpected end: " + outcome);
    }
    account.ended = outcome.status();
    endings.merge(outcome.status(), 1, Integer::sum);
    ended.add(run);
  }

  /** Deliveries that have not ended. */
  int open() {
    return accounts.size() - ended.size();
  }

  /** A delivery that has ended, ready for its next run; null if there is none. */
  @Nullable Delivery anyEnded(Random random) {
    if (ended.isEmpty()) {
      return null;
    }
    Run run = ended.get(random.nextInt(ended.size()));
    Run next = new Run(run.deliveryId(), run.run() + 1);
    return accounts.containsKey(next)
        ? null
        : ScheduleScenario.run(account(run).delivery, next.run());
  }

  private Account account(Run run) {
    Account account = accounts.get(run);
    if (account == null) {
      throw new AssertionError("nobody submitted " + run);
    }
    return account;
  }

  private Webhook webhook(UUID id) {
    return webhooks.computeIfAbsent(id, any -> new Webhook());
  }

  private static long within(Webhook webhook, long now, Duration span) {
    return webhook.handedOut.stream().filter(at -> at > now - span.toMillis()).count();
  }

  private static Run run(Delivery delivery) {
    return new Run(delivery.deliveryId(), delivery.run());
  }

  @Override
  public String toString() {
    return accounts.size() + " deliveries, " + endings;
  }
}
