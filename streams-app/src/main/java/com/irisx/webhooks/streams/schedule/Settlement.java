package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.WaitReason;
import com.irisx.webhooks.streams.delivery.Admission;
import com.irisx.webhooks.streams.delivery.Blame;
import com.irisx.webhooks.streams.delivery.Breaker;
import com.irisx.webhooks.streams.delivery.RetryPolicy;
import com.irisx.webhooks.streams.delivery.Verdict;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a result changes: the webhook's breaker, whether it stays on, and the delivery. */
final class Settlement {

  private static final int GONE = 410;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final ParkedStore parked;
  private final Line line;
  private final Emitter emit;
  private final Endings endings;
  private final SchedulerLimits limits;
  private final RetryPolicy policy;

  Settlement(ParkedStore parked, Line line, Emitter emit, Endings endings, SchedulerLimits limits) {
    this.parked = parked;
    this.line = line;
    this.emit = emit;
    this.endings = endings;
    this.limits = limits;
    this.policy = new RetryPolicy(limits.retry());
  }

  /**
   * Settles a task that came back, and releases who waited for its place.
   *
   * @param state without the task
   */
  WebhookState settle(WebhookState state, Returned returned, long now) {
    Breaker breaker =
        state.breaker().after(Blame.of(returned.result()), returned.probe(), now, limits.breaker());
    WebhookState known = state.with(breaker);
    Verdict verdict = judge(known, returned, now);
    DisabledReason reason = reasonToDisable(known, returned.result(), verdict, now);
    if (reason != null) {
      known = known.holding(new WebhookState.Hold(known.hold().paused(), reason));
    }
    AfterAttempt after = new AfterAttempt(returned, known, now);
    verdict.tell(after);
    return line.release(after.state, returned.delivery().webhookId(), now);
  }

  private @Nullable DisabledReason reasonToDisable(
      WebhookState state, AttemptResult result, Verdict verdict, long now) {
    WebhookSettings settings = state.settings();
    if (settings == null || !settings.enabled() || state.hold().disabled() != null) {
      return null;
    }
    Integer status = result.responseStatus();
    if (status != null && status == GONE) {
      return DisabledReason.ENDPOINT_GONE;
    }
    long failingSince = state.breaker().failingSince();
    boolean tooLong =
        failingSince != 0 && now - failingSince >= limits.retry().disableAfter().toMillis();
    // One failed attempt after a quiet week says little; a delivery that failed to its end does.
    boolean exhausted = verdict instanceof Verdict.Exhausted || verdict instanceof Verdict.Expired;
    return tooLong && exhausted && Blame.of(result) != Blame.US
        ? DisabledReason.FAILING_TOO_LONG
        : null;
  }

  private Verdict judge(WebhookState state, Returned returned, long now) {
    AttemptResult result = returned.result();
    WebhookSettings settings = state.settings();
    if (result.succeeded()) {
      return new Verdict.Delivered();
    }
    if (state.deleted()) {
      return new Verdict.Cancelled(AttemptError.WEBHOOK_DELETED);
    }
    // A task is only handed out while they are known; an aborted transaction may have known them.
    WebhookSettings known =
        settings == null ? WebhookSettings.unknown(returned.delivery().tenantId()) : settings;
    return returned.cancelled()
        ? new Verdict.Cancelled(AttemptError.CANCELLED)
        : policy.judge(known, returned.delivery(), result, now);
  }

  /** Carries a verdict out. */
  private final class AfterAttempt implements Verdict.Handler {
    private final Delivery delivery;
    private final AttemptResult result;
    private final Returned returned;
    private final long now;
    private WebhookState state;

    AfterAttempt(Returned returned, WebhookState state, long now) {
      this.delivery = returned.delivery();
      this.result = returned.result();
      this.returned = returned;
      this.state = state;
      this.now = now;
    }

    @Override
    public void delivered() {
      say(DeliveryStatus.DELIVERED, null);
    }

    @Override
    public void retry(Verdict.Retry retry) {
      Ready next = new Ready(delivery, retry.attempt(), retry.lane(), returned.body());
      parked.park(next.at(new Parked.Due(retry.dueAt())));
      if (retry.attempt() == result.attempt()) {
        sayNotMade(next, missing(), retry.dueAt());
      } else {
        say(DeliveryStatus.RETRYING, retry.dueAt());
      }
    }

    private WaitReason missing() {
      return result.error() == AttemptError.EGRESS_PROXY_FAILED
          ? WaitReason.EGRESS_PROXY
          : WaitReason.UNKNOWN_WEBHOOK;
    }

    @Override
    public void exhausted() {
      emit.deadLetter(delivery, result, returned.body());
      say(DeliveryStatus.FAILED, null);
    }

    @Override
    public void expired() {
      if (result.made()) {
        emit.deadLetter(delivery, result, returned.body());
        say(DeliveryStatus.EXPIRED, null);
      } else {
        endings.expired(state, same(), now);
      }
    }

    @Override
    public void held() {
      Ready same = same();
      if (state.admission(now, false) instanceof Admission.WaitForChange) {
        state = line.atFront(state, same);
      } else {
        // The dispatcher knows sooner than we do.
        parked.park(same.at(new Parked.Due(now + LOOK_AGAIN.toMillis())));
      }
      sayNotMade(same, WaitReason.DISABLED, null);
    }

    @Override
    public void cancelled(AttemptError reason) {
      if (result.made()) {
        say(DeliveryStatus.CANCELLED, null);
      } else {
        endings.cancelled(state, same(), reason, now);
      }
    }

    /** The attempt that was not made. */
    private Ready same() {
      return new Ready(delivery, result.attempt(), returned.lane(), returned.body());
    }

    private void say(DeliveryStatus status, @Nullable Long nextAttemptAt) {
      emit.outcome(Outcomes.ofAttempt(delivery, state, result, status, nextAttemptAt, now));
    }

    private void sayNotMade(Ready ready, WaitReason reason, @Nullable Long nextAttemptAt) {
      emit.outcome(Outcomes.waiting(ready, state.maxAttempts(), reason, nextAttemptAt, now));
    }
  }
}
