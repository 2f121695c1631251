package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.WebhookStatus;
import com.irisx.webhooks.streams.schedule.SystemEvents.SystemEvent;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is said. What a transaction that aborts has said is counted again when it is said
 * again: the topics are the accounts, not these.
 */
final class CountingEmitter implements Emitter {

  private final Emitter emit;
  private final ScheduleMetrics metrics;
  private int writtenInTurn;

  CountingEmitter(Emitter emit, ScheduleMetrics metrics) {
    this.emit = emit;
    this.metrics = metrics;
  }

  /** A turn is what must not take longer than a transaction may. */
  void beginTurn() {
    writtenInTurn = 0;
  }

  /** Tasks and outcomes since the turn began. */
  int writtenInTurn() {
    return writtenInTurn;
  }

  @Override
  public void task(Ready ready) {
    emit.task(ready);
    writtenInTurn++;
  }

  @Override
  public void outcome(DeliveryOutcome outcome) {
    emit.outcome(outcome);
    writtenInTurn++;
    Objects.requireNonNull(metrics.outcomes.get(outcome.status())).increment();
  }

  @Override
  public void deadLetter(Delivery delivery, AttemptResult lastResult, byte[] body) {
    emit.deadLetter(delivery, lastResult, body);
    metrics.deadLetters.increment();
  }

  @Override
  public void status(UUID webhookId, @Nullable WebhookStatus status) {
    emit.status(webhookId, status);
  }

  @Override
  public void systemEvent(SystemEvent event) {
    emit.systemEvent(event);
  }
}
