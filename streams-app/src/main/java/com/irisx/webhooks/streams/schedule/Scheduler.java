package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.delivery.RetryPolicy;
import com.irisx.webhooks.streams.delivery.Verdict;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to deliveries: one method per thing that can happen, each of which reads, decides,
 * writes and says.
 *
 * <pre>
 *  delivery ──► admitted ──► in flight ──result──► delivered | failed (dead letter) | cancelled
 *                  │  ▲          │
 *                  ▼  │          └─ failed, attempts left ──► due index ──time──┐
 *                in line ◄───────────────── no room when due ◄──────────────────┘
 * </pre>
 *
 * <p>Threading: used by one stream thread at a time. Time comes in as {@code now}, milliseconds
 * since the epoch.
 */
final class Scheduler {

  private final SeenStore seen;
  private final WebhookStore webhooks;
  private final ParkedStore parked;
  private final EarlyResultStore early;
  private final Line line;
  private final Emitter emit;
  private final SchedulerLimits limits;

  Scheduler(
      SeenStore seen,
      WebhookStore webhooks,
      ParkedStore parked,
      EarlyResultStore early,
      Emitter emit,
      SchedulerLimits limits) {
    this.seen = seen;
    this.webhooks = webhooks;
    this.parked = parked;
    this.early = early;
    this.emit = emit;
    this.limits = limits;
    this.line = new Line(parked, emit, limits);
  }

  /** An event matched a webhook. The same delivery within the deduplication window is dropped. */
  void onDelivery(Delivery delivery, byte[] body, long offset, long now) {
    if (seen.contains(delivery.deliveryId(), now)) {
      return;
    }
    seen.add(delivery.deliveryId(), offset, now);
    WebhookState state = webhooks.get(delivery.webhookId());
    AttemptResult made = early.take(delivery.deliveryId());
    if (made != null) {
      settle(state.counted(now), delivery, made, body, now);
    } else if (state.deleted()) {
      cancel(delivery, state, 0, AttemptError.WEBHOOK_DELETED, now);
    } else {
      webhooks.put(delivery.webhookId(), line.admit(state, delivery, 1, null, body, now));
    }
  }

  /** A task came back. */
  void onResult(Delivery delivery, AttemptResult result, byte[] body, long now) {
    WebhookState state = webhooks.get(delivery.webhookId());
    HandOut handOut = state.inFlight(delivery.deliveryId(), delivery.run(), result.attempt());
    if (handOut != null) {
      settle(state.returned(handOut), delivery, result, body, now);
    } else {
      onForgottenResult(state, delivery, result, now);
    }
  }

  /**
   * A result of a task that is not in flight. Either it was answered already, and this is old news.
   * Or the transaction that handed it out was aborted after the dispatcher had seen it: the attempt
   * was made, so it counts, and is not made again.
   */
  private void onForgottenResult(
      WebhookState state, Delivery delivery, AttemptResult result, long now) {
    Parked waiting = parked.find(delivery.webhookId(), delivery.deliveryId());
    if (waiting != null) {
      if (waiting.attempt() == result.attempt() && waiting.delivery().run() == delivery.run()) {
        parked.remove(waiting);
        settle(state.counted(now), waiting.delivery(), result, waiting.body(), now);
      }
    } else if (result.attempt() == 1
        && delivery.run() == 0
        && !seen.contains(delivery.deliveryId(), now)) {
      early.put(delivery.deliveryId(), result);
    }
  }

  private void settle(
      WebhookState state, Delivery delivery, AttemptResult result, byte[] body, long now) {
    WebhookSettings settings = state.settings();
    // Without settings the webhook is deleted: a task is only handed out while they are known.
    Verdict verdict =
        settings == null
            ? afterDeletion(result)
            : RetryPolicy.judge(settings, state.deleted(), result);
    AfterAttempt after = new AfterAttempt(delivery, result, body, state, now);
    verdict.tell(after);
    save(delivery.webhookId(), line.release(after.state(), delivery.webhookId(), now));
  }

  /**
   * A webhook was created or changed, or, with null, deleted. An older version than the known one
   * is ignored.
   */
  void onSubscription(UUID webhookId, @Nullable Subscription subscription, long now) {
    WebhookState state = webhooks.get(webhookId);
    if (subscription == null) {
      save(webhookId, cancelParked(webhookId, state.removed(), now));
      return;
    }
    WebhookSettings known = state.settings();
    if (state.deleted() || (known != null && known.version() >= subscription.version())) {
      return;
    }
    WebhookState configured = state.configured(WebhookSettings.of(subscription));
    webhooks.put(webhookId, line.release(configured, webhookId, now));
  }

  /**
   * Time passed: releases at most {@link SchedulerLimits#duePerPunctuation} entries that are due.
   */
  void onTime(long now) {
    for (DueIndex.Entry entry : parked.due(now, limits.duePerPunctuation())) {
      if (entry.isWakeUp()) {
        parked.drop(entry);
        onWakeUp(entry, now);
      } else {
        onDue(entry, now);
      }
    }
  }

  private void onDue(DueIndex.Entry entry, long now) {
    Parked due = parked.find(entry.webhookId(), entry.deliveryId());
    if (due == null) {
      throw new IllegalStateException("the due index points to nothing: " + entry);
    }
    parked.remove(due);
    WebhookState state = webhooks.get(entry.webhookId());
    webhooks.put(
        entry.webhookId(),
        line.admit(state, due.delivery(), due.attempt(), due.lane(), due.body(), now));
  }

  private void onWakeUp(DueIndex.Entry entry, long now) {
    UUID webhookId = entry.webhookId();
    WebhookState state = webhooks.get(webhookId);
    if (state.wakeAt() != entry.at()) {
      return;
    }
    WebhookState awake = state.wakingAt(0);
    // Long enough unknown: what matched it was a webhook whose tombstone is gone already.
    boolean gone = awake.settings() == null;
    save(
        webhookId,
        gone ? cancelParked(webhookId, awake.removed(), now) : line.release(awake, webhookId, now));
  }

  private WebhookState cancelParked(UUID webhookId, WebhookState state, long now) {
    List<Parked> some = parked.of(webhookId, limits.cancelledAtOnce());
    for (Parked waiting : some) {
      parked.remove(waiting);
      cancel(waiting.delivery(), state, waiting.attempt() - 1, AttemptError.WEBHOOK_DELETED, now);
    }
    if (some.size() < limits.cancelledAtOnce()) {
      return state.lined(0, 0);
    }
    parked.wakeUpAt(now + 1, webhookId);
    return state.wakingAt(now + 1);
  }

  private void cancel(
      Delivery delivery, WebhookState state, int attemptsMade, AttemptError reason, long now) {
    emit.outcome(
        Outcomes.ofChange(
            delivery,
            state.maxAttempts(),
            attemptsMade,
            DeliveryStatus.CANCELLED,
            reason,
            null,
            now));
  }

  private void save(UUID webhookId, WebhookState state) {
    boolean nothingLeft =
        state.deleted()
            && state.inFlight().isEmpty()
            && state.backlogEmpty()
            && state.wakeAt() == 0;
    if (nothingLeft) {
      webhooks.forget(webhookId);
    } else {
      webhooks.put(webhookId, state);
    }
  }

  private static Verdict afterDeletion(AttemptResult result) {
    return result.succeeded()
        ? new Verdict.Delivered()
        : new Verdict.Cancelled(AttemptError.WEBHOOK_DELETED);
  }

  /** Carries a verdict out. */
  private final class AfterAttempt implements Verdict.Handler {
    private final Delivery delivery;
    private final AttemptResult result;
    private final byte[] body;
    private final long now;
    private WebhookState state;

    AfterAttempt(
        Delivery delivery, AttemptResult result, byte[] body, WebhookState state, long now) {
      this.delivery = delivery;
      this.result = result;
      this.body = body;
      this.state = state;
      this.now = now;
    }

    WebhookState state() {
      return state;
    }

    @Override
    public void delivered() {
      say(DeliveryStatus.DELIVERED, null);
    }

    @Override
    public void retry(Verdict.Retry retry) {
      parked.park(
          new Parked(delivery, retry.attempt(), retry.lane(), new Parked.Due(retry.dueAt()), body));
      say(DeliveryStatus.RETRYING, retry.dueAt());
    }

    @Override
    public void exhausted() {
      emit.deadLetter(delivery, result, body);
      say(DeliveryStatus.FAILED, null);
    }

    @Override
    public void held() {
      state = line.append(state, delivery, result.attempt(), null, body);
      say(DeliveryStatus.PENDING, null);
    }

    @Override
    public void cancelled(AttemptError reason) {
      say(DeliveryStatus.CANCELLED, null);
    }

    private void say(DeliveryStatus status, @Nullable Long nextAttemptAt) {
      emit.outcome(
          Outcomes.ofAttempt(delivery, state.maxAttempts(), result, status, nextAttemptAt, now));
    }
  }
}
