package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import com.irisx.webhooks.streams.schedule.WebhookState.Alarms;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to deliveries: one method per thing that can happen, each of which reads, decides,
 * writes and says. What people ask for is in {@link Commands}.
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

  /** A task out for so long is lost, whatever else came back. */
  private static final Duration LOST_AFTER = Duration.ofHours(24);

  private final SeenStore seen;
  private final Webhooks webhooks;
  private final ParkedStore parked;
  private final EarlyResultStore early;
  private final Line line;
  private final Settlement settlement;
  private final Endings endings;
  private final Overdue overdue;
  private final CountingEmitter emit;
  private final Gauges gauges;
  private final SchedulerLimits limits;
  private final Commands commands;

  /**
   * Of webhooks whose deliveries are being cancelled: the last one that was, so that the next scan
   * does not begin with all that were. Empty after a restart, which costs one longer scan.
   */
  private final Map<UUID, UUID> cancelledUpTo = new HashMap<>();

  Scheduler(Stores stores, CountingEmitter emit, Gauges gauges, SchedulerLimits limits) {
    this.seen = stores.seen();
    this.parked = stores.parked();
    this.early = stores.early();
    this.gauges = gauges;
    this.emit = emit;
    this.limits = limits;
    this.webhooks = new Webhooks(stores.webhooks(), parked, emit, gauges);
    this.endings = new Endings(emit, limits.retry());
    this.line = new Line(webhooks, parked, emit, endings, gauges, limits);
    this.settlement = new Settlement(parked, line, emit, endings, limits);
    this.overdue = new Overdue(limits.handOverMargin(), LOST_AFTER);
    this.commands = new Commands(seen, early, webhooks, parked, line, endings, this);
  }

  /** The part that does what people ask for. */
  Commands commands() {
    return commands;
  }

  /** An event matched a webhook. The same delivery within the deduplication window is dropped. */
  void onDelivery(Delivery delivery, byte[] body, long now) {
    // What waits may outlive the deduplication window.
    WebhookState before = webhooks.get(delivery.webhookId());
    if (seen.contains(delivery.deliveryId(), now) || isUnderWay(before, delivery)) {
      gauges.duplicate();
      return;
    }
    seen.add(delivery.deliveryId(), now);
    begin(before, Ready.first(delivery, body), false, now);
  }

  /**
   * Begins a run of a delivery that is not under way.
   *
   * @param before the state of its webhook
   * @param asked whether a person waits for it
   */
  void begin(WebhookState before, Ready ready, boolean asked, long now) {
    Delivery delivery = ready.delivery();
    EarlyResults made = early.take(delivery);
    WebhookState after;
    if (made.has(ready.attempt())) {
      after = settleAll(before, ready, made, now);
    } else if (made.cancelled()) {
      endings.cancelled(before, ready, AttemptError.CANCELLED, now);
      return;
    } else if (before.deleted()) {
      endings.cancelled(before, ready, AttemptError.WEBHOOK_DELETED, now);
      return;
    } else if (asked) {
      after = line.admitAsked(before, ready, now);
    } else {
      after = line.admit(before, ready, now);
    }
    webhooks.save(delivery.webhookId(), before, after, now);
  }

  /** Attempts that were made already, in their order, as far as each is the one that is next. */
  private WebhookState settleAll(WebhookState before, Ready ready, EarlyResults made, long now) {
    WebhookState state = before;
    Ready next = ready;
    Parked waiting = null;
    for (AttemptResult result : made.results()) {
      if (result.attempt() == next.attempt()) {
        if (waiting != null) {
          parked.remove(waiting);
        }
        state =
            settlement.settle(
                counted(state, result, now), Returned.of(next, result, made.cancelled()), now);
        waiting = parked.find(ready.delivery().webhookId(), ready.delivery().deliveryId());
        if (waiting == null) {
          break;
        }
        next = Ready.of(waiting);
      }
    }
    return state;
  }

  private static WebhookState counted(WebhookState state, AttemptResult result, long now) {
    return result.made() ? state.counted(now) : state;
  }

  /** Whether any run of the delivery is in flight or waits. */
  boolean isUnderWay(WebhookState state, Delivery delivery) {
    return state.inFlight().find(delivery.deliveryId()) != null
        || parked.find(delivery.webhookId(), delivery.deliveryId()) != null;
  }

  /** A task came back. */
  void onResult(Delivery delivery, AttemptResult result, byte[] body, long now) {
    WebhookState before = webhooks.get(delivery.webhookId());
    HandOut handOut =
        before.inFlight().find(delivery.deliveryId(), delivery.run(), result.attempt());
    if (handOut != null) {
      overdue.cameBack(handOut, now);
      onReturn(before, Returned.of(handOut, result, body), handOut, now);
    } else {
      onForgottenResult(before, delivery, result, now);
    }
  }

  private void onReturn(WebhookState before, Returned returned, HandOut handOut, long now) {
    WebhookState back = before.with(before.inFlight().minus(handOut));
    // The limits are of requests, and this one may have waited for the dispatcher.
    long requested = Math.max(handOut.at(), now - returned.result().durationMs());
    WebhookState without =
        returned.result().made()
            ? back.recounted(handOut.at(), requested)
            : back.uncounted(handOut.at());
    webhooks.save(
        handOut.delivery().webhookId(), before, settlement.settle(without, returned, now), now);
  }

  /**
   * A result of a task that is not in flight. Either it was answered already, and this is old news.
   * Or the transaction that handed it out was aborted after the dispatcher had seen it: the attempt
   * was made, so it counts, and is not made again.
   */
  private void onForgottenResult(
      WebhookState before, Delivery delivery, AttemptResult result, long now) {
    gauges.forgottenResult();
    Parked waiting = parked.find(delivery.webhookId(), delivery.deliveryId());
    if (waiting != null) {
      if (waiting.attempt() == result.attempt() && waiting.delivery().run() == delivery.run()) {
        parked.remove(waiting);
        Returned returned = Returned.of(Ready.of(waiting), result, false);
        webhooks.save(
            delivery.webhookId(),
            before,
            settlement.settle(counted(before, result, now), returned, now),
            now);
      }
    } else if (!seen.contains(Ids.run(delivery), now)) {
      early.put(delivery, result);
    }
  }

  /**
   * A webhook was created or changed, or, with null, deleted. An older version than the known one
   * is ignored.
   */
  void onSubscription(UUID webhookId, @Nullable Subscription subscription, long now) {
    WebhookState before = webhooks.get(webhookId);
    if (subscription == null) {
      webhooks.save(webhookId, before, cancelParked(webhookId, before.removed(), now), now);
      return;
    }
    WebhookSettings known = before.settings();
    if (before.deleted() || (known != null && known.version() >= subscription.version())) {
      return;
    }
    WebhookState configured = before.configured(WebhookSettings.of(subscription));
    webhooks.save(webhookId, before, line.release(configured, webhookId, now), now);
  }

  /**
   * Time passed: releases at most {@link SchedulerLimits#duePerPunctuation} entries that are due,
   * and wakes webhooks until as many records were written; it is all one transaction.
   *
   * @return whether there were any
   */
  boolean onTime(long now) {
    overdue.onTime(now);
    emit.beginTurn();
    List<DueIndex.Entry> due =
        parked.due(now, limits.duePerPunctuation(), limits.alarmsPerPunctuation());
    for (DueIndex.Entry entry : due) {
      if (entry.isWakeUp()) {
        // Those beyond stay, and are due at the next punctuation.
        if (emit.writtenInTurn() < limits.duePerPunctuation()) {
          onAlarm(entry, now);
        }
      } else {
        onDue(entry, now);
      }
    }
    return !due.isEmpty();
  }

  private void onDue(DueIndex.Entry entry, long now) {
    Parked due = parked.find(entry.webhookId(), entry.deliveryId());
    if (due == null) {
      parked.drop(entry); // Ended by what fell due before it in this same punctuation.
      return;
    }
    parked.remove(due);
    gauges.late(now - entry.at());
    WebhookState before = webhooks.get(entry.webhookId());
    WebhookState after = before;
    if (before.deleted()) {
      endings.cancelled(before, Ready.of(due), AttemptError.WEBHOOK_DELETED, now);
    } else {
      after = line.admit(before, Ready.of(due), now);
    }
    webhooks.save(entry.webhookId(), before, after, now);
  }

  private void onAlarm(DueIndex.Entry entry, long now) {
    UUID webhookId = entry.webhookId();
    parked.dropWakeUp(entry.at(), webhookId);
    WebhookState before = webhooks.get(webhookId);
    WebhookState after = before;
    if (before.alarms().sweep() == entry.at()) {
      after = sweep(after.with(new Alarms(after.alarms().line(), 0)), webhookId, now);
    }
    if (before.alarms().line() == entry.at()) {
      after = onLineAlarm(after.with(new Alarms(0, after.alarms().sweep())), webhookId, now);
    }
    webhooks.save(webhookId, before, after, now);
  }

  private WebhookState onLineAlarm(WebhookState awake, UUID webhookId, long now) {
    long unknownUntil = overdue.attentiveSince() + limits.unknownWebhookGrace().toMillis();
    if (awake.settings() == null && !awake.deleted() && now < unknownUntil) {
      return webhooks.wakeLine(awake, webhookId, unknownUntil); // It may not be read yet.
    }
    // Long enough unknown: what matched it was a webhook whose tombstone is gone already.
    return awake.settings() == null
        ? cancelParked(webhookId, awake, now)
        : line.release(line.expire(awake, webhookId, now), webhookId, now);
  }

  /** Gives up tasks whose result will not come. Their body is gone, so they are not made again. */
  private WebhookState sweep(WebhookState start, UUID webhookId, long now) {
    WebhookState state = start;
    for (HandOut handOut : start.inFlight().handOuts()) {
      if (overdue.isLost(handOut, now)) {
        gauges.lostHandOver();
        AttemptResult lost =
            new AttemptResult(
                handOut.attempt(),
                now,
                0,
                null,
                AttemptError.HANDOVER_LOST,
                "no result of this attempt came back",
                null,
                null);
        state =
            settlement.settle(
                state.with(state.inFlight().minus(handOut)),
                Returned.of(handOut, lost, new byte[0]),
                now);
      }
    }
    return state.inFlight().isEmpty() || state.alarms().sweep() != 0
        ? state
        : webhooks.wakeSweep(state, webhookId, now + limits.handOverMargin().toMillis());
  }

  private WebhookState cancelParked(UUID webhookId, WebhookState state, long now) {
    List<Parked> some = parked.of(webhookId, cancelledUpTo.get(webhookId), limits.atOnce());
    for (Parked waiting : some) {
      parked.remove(waiting);
      endings.cancelled(state, Ready.of(waiting), AttemptError.WEBHOOK_DELETED, now);
    }
    if (some.size() == limits.atOnce()) {
      cancelledUpTo.put(webhookId, some.get(some.size() - 1).delivery().deliveryId());
      return webhooks.wakeLine(state, webhookId, now + 1);
    }
    if (cancelledUpTo.remove(webhookId) != null) {
      // What came in the meantime may stand before that.
      return webhooks.wakeLine(state, webhookId, now + 1);
    }
    return webhooks.letLineSleep(state.with(Backlog.EMPTY), webhookId);
  }
}
