package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.BreakerState;
import com.irisx.webhooks.schema.WebhookStatus;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import com.irisx.webhooks.streams.schedule.WebhookState.Alarms;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of a webhook is read before a transition and saved after it. Whoever saves has
 * said everything: what others may know of the change goes out here.
 */
final class Webhooks {

  private final WebhookStore store;
  private final ParkedStore parked;
  private final Emitter emit;
  private final Gauges gauges;

  Webhooks(WebhookStore store, ParkedStore parked, Emitter emit, Gauges gauges) {
    this.store = store;
    this.parked = parked;
    this.emit = emit;
    this.gauges = gauges;
  }

  WebhookState get(UUID webhookId) {
    return store.get(webhookId);
  }

  /**
   * Saves {@code after}, or forgets the webhook if nothing is left of it.
   *
   * @param before as {@link #get} returned it
   */
  void save(UUID webhookId, WebhookState before, WebhookState after, long now) {
    if (after.isOver()) {
      gauges.changed(before, WebhookState.NEW);
      parked.dropWakeUp(after.alarms().sweep(), webhookId);
      store.forget(webhookId);
      emit.status(webhookId, null);
      return;
    }
    gauges.changed(before, after);
    store.put(webhookId, after);
    WebhookSettings settings = after.settings();
    if (settings != null) {
      say(webhookId, settings, before, after, now);
    }
  }

  private void say(
      UUID webhookId, WebhookSettings settings, WebhookState before, WebhookState after, long now) {
    BreakerState breaker = after.breakerState();
    // What was asked of a webhook before its settings came could not be said then.
    boolean unsaid = before.settings() == null && after.hold().paused();
    if (unsaid
        || breaker != before.breakerState()
        || after.breaker().openUntil() != before.breaker().openUntil()
        || !after.hold().equals(before.hold())) {
      WebhookStatus status =
          new WebhookStatus(
              webhookId,
              settings.tenantId(),
              settings.version(),
              breaker,
              time(after.breaker().openUntil()),
              time(after.breaker().failingSince()),
              after.hold().paused(),
              after.hold().disabled(),
              Instant.ofEpochMilli(now));
      emit.status(webhookId, status);
      if (before.hold().disabled() == null && status.disabledReason() != null) {
        emit.systemEvent(SystemEvents.disabled(status));
      }
    }
  }

  /** Has the webhook's line looked at again at {@code at}, and not at any other time. */
  WebhookState wakeLine(WebhookState state, UUID webhookId, long at) {
    if (state.alarms().line() == at) {
      return state;
    }
    dropLineAlarm(state, webhookId);
    parked.wakeUpAt(at, webhookId);
    return state.with(new Alarms(at, state.alarms().sweep()));
  }

  /** Nobody stands in line, so nothing is to be looked at. */
  WebhookState letLineSleep(WebhookState state, UUID webhookId) {
    if (state.alarms().line() == 0) {
      return state;
    }
    dropLineAlarm(state, webhookId);
    return state.with(new Alarms(0, state.alarms().sweep()));
  }

  /** An alarm of both kinds at one time is one entry. */
  private void dropLineAlarm(WebhookState state, UUID webhookId) {
    if (state.alarms().line() != state.alarms().sweep()) {
      parked.dropWakeUp(state.alarms().line(), webhookId);
    }
  }

  /** Has the webhook's tasks in flight looked at again at {@code at}. */
  WebhookState wakeSweep(WebhookState state, UUID webhookId, long at) {
    parked.wakeUpAt(at, webhookId);
    return state.with(new Alarms(state.alarms().line(), at));
  }

  private static @Nullable Instant time(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }
}
