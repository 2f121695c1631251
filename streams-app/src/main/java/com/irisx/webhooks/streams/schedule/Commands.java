package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.streams.schedule.WebhookState.Hold;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for: one method per command. A command that makes no sense any more, because the
 * delivery went on meanwhile, changes nothing.
 */
final class Commands {

  private final SeenStore seen;
  private final EarlyResultStore early;
  private final Webhooks webhooks;
  private final ParkedStore parked;
  private final Line line;
  private final Endings endings;
  private final Scheduler scheduler;

  Commands(
      SeenStore seen,
      EarlyResultStore early,
      Webhooks webhooks,
      ParkedStore parked,
      Line line,
      Endings endings,
      Scheduler scheduler) {
    this.seen = seen;
    this.early = early;
    this.webhooks = webhooks;
    this.parked = parked;
    this.line = line;
    this.endings = endings;
    this.scheduler = scheduler;
  }

  /**
   * @param timestamp of the record: when it entered the log
   */
  void on(Command command, long timestamp, long now) {
    if (command instanceof Command.Retry retry) {
      begin(retry.delivery(), retry.body(), now);
    } else if (command instanceof Command.Test test) {
      begin(test.delivery().createdAt(timestamp), test.body(), now);
    } else if (command instanceof Command.Cancel cancel) {
      cancel(cancel, now);
    } else if (command instanceof Command.Pause pause) {
      pause(pause.webhookId(), true, now);
    } else if (command instanceof Command.Resume resume) {
      pause(resume.webhookId(), false, now);
    } else {
      throw new IllegalStateException("a command nobody carries out: " + command);
    }
  }

  private void begin(Delivery delivery, byte[] body, long now) {
    UUID runId = Ids.run(delivery);
    if (seen.contains(runId, now)) {
      return;
    }
    seen.add(runId, now);
    WebhookState before = webhooks.get(delivery.webhookId());
    Ready ready = Ready.first(delivery, body);
    if (scheduler.isUnderWay(before, delivery)) {
      // The same event came again, after the window: it is being delivered as it is. Said, because
      // the run that was asked for is shown as pending.
      endings.cancelled(before, ready, AttemptError.CANCELLED, now);
    } else {
      scheduler.begin(before, ready, true, now);
    }
  }

  private void cancel(Command.Cancel cancel, long now) {
    UUID webhookId = cancel.webhookId();
    UUID deliveryId = cancel.deliveryId();
    WebhookState before = webhooks.get(webhookId);
    Parked waiting = parked.find(webhookId, deliveryId);
    HandOut handOut = before.inFlight().find(deliveryId);
    if (isOther(waiting == null ? null : waiting.delivery(), cancel)
        || isOther(handOut == null ? null : handOut.delivery(), cancel)) {
      return; // The one that is meant has ended.
    } else if (waiting != null) {
      parked.remove(waiting);
      endings.cancelled(before, Ready.of(waiting), AttemptError.CANCELLED, now);
    } else if (handOut != null) {
      InFlight marked = before.inFlight().replacing(handOut, handOut.asCancelled());
      webhooks.save(webhookId, before, before.with(marked), now);
    } else if (!seen.contains(deliveryId, now)) {
      early.cancel(
          deliveryId,
          cancel.createdAt()); // It overtook the delivery, which comes by another topic.
    }
  }

  /** Whether a delivery of the same event, but not the one that is meant, is under way. */
  private static boolean isOther(@Nullable Delivery underWay, Command.Cancel cancel) {
    return underWay != null
        && cancel.createdAt() != 0
        && cancel.createdAt() != underWay.createdAt();
  }

  private void pause(UUID webhookId, boolean paused, long now) {
    WebhookState before = webhooks.get(webhookId);
    if (before.deleted() || before.hold().paused() == paused) {
      return;
    }
    WebhookState held = before.holding(new Hold(paused, before.hold().disabled()));
    webhooks.save(webhookId, before, line.release(held, webhookId, now), now);
  }
}
