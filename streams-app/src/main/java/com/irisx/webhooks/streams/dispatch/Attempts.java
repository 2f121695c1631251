package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.dispatch.EndpointFactory.UnusableException;
import com.irisx.webhooks.streams.subscription.SubscriptionDirectory;
import io.micrometer.core.instrument.Clock;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the attempts: finds the webhook, signs, sends, and says what happened.
 *
 * <p>Threading: {@link #make} may be called by any thread; one attempt runs on one event loop.
 */
final class Attempts {

  private static final Logger log = LoggerFactory.getLogger(Attempts.class);
  private static final int LOOK_AGAIN_MS = 50;

  private final SubscriptionDirectory directory;
  private final Endpoints endpoints;
  private final RequestHeaders headers;
  private final HttpSender sender;
  private final EventLoops eventLoops;
  private final Clock clock;
  private final long lookUpLimitMs;

  Attempts(
      SubscriptionDirectory directory,
      Endpoints endpoints,
      RequestHeaders headers,
      HttpSender sender,
      EventLoops eventLoops,
      Clock clock,
      Duration lookUpLimit) {
    this.directory = directory;
    this.endpoints = endpoints;
    this.headers = headers;
    this.sender = sender;
    this.eventLoops = eventLoops;
    this.clock = clock;
    this.lookUpLimitMs = lookUpLimit.toMillis();
  }

  /**
   * Makes an attempt. Whatever the endpoint or the webhook's configuration does is a result; the
   * future fails only if we are wrong.
   */
  CompletableFuture<AttemptResult> make(Task task) {
    CompletableFuture<AttemptResult> result = new CompletableFuture<>();
    Context context = eventLoops.of(task.delivery().webhookId());
    context.runOnContext(unused -> find(task, context, clock.wallTime(), result));
    return result;
  }

  /** The local copy of the webhooks may be behind the scheduler's: looks again for a while. */
  private void find(
      Task task, Context context, long since, CompletableFuture<AttemptResult> result) {
    try {
      Subscription webhook =
          directory.find(task.delivery().tenantId(), task.delivery().webhookId());
      if (webhook != null) {
        var unused =
            send(task, webhook, context)
                .whenComplete((done, failure) -> pass(done, failure, result));
      } else if (clock.wallTime() - since < lookUpLimitMs) {
        context.owner().setTimer(LOOK_AGAIN_MS, timer -> find(task, context, since, result));
      } else {
        result.complete(
            notMade(task, AttemptError.WEBHOOK_UNKNOWN, "the webhook is not known here"));
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private CompletableFuture<AttemptResult> send(Task task, Subscription webhook, Context context) {
    if (!webhook.enabled()) {
      return CompletableFuture.completedFuture(
          notMade(task, AttemptError.WEBHOOK_DISABLED, "the webhook is switched off"));
    }
    Endpoint endpoint;
    try {
      endpoint = endpoints.of(webhook);
    } catch (UnusableException e) {
      return CompletableFuture.completedFuture(
          notMade(task, AttemptError.CONFIGURATION_UNUSABLE, e.because()));
    }
    Stopwatch stopwatch = Stopwatch.start(clock);
    return request(task, endpoint, stopwatch, context)
        .thenApply(answer -> Results.of(task.attempt(), stopwatch.stop(), answer));
  }

  /**
   * A request that we fail to make is a failed attempt: the reason may lie in a tenant's data,
   * which must not stop the lane for all others.
   */
  private CompletableFuture<Answer> request(
      Task task, Endpoint endpoint, Stopwatch stopwatch, Context context) {
    try {
      Call call =
          new Call(
              endpoint.url(),
              headers.of(endpoint, task, stopwatch.startedAt()),
              task.body(),
              endpoint.timeout(),
              task.attempt());
      return sender.send(call, context);
    } catch (RuntimeException e) {
      log.error("a request to webhook {} could not be made", endpoint.webhookId(), e);
      return CompletableFuture.completedFuture(
          new Answer.Failure(AttemptError.CONFIGURATION_UNUSABLE, "the request could not be made"));
    }
  }

  private AttemptResult notMade(Task task, AttemptError error, String detail) {
    return Results.of(
        task.attempt(), Stopwatch.start(clock).stop(), new Answer.Failure(error, detail));
  }

  private static void pass(
      @Nullable AttemptResult done,
      @Nullable Throwable failure,
      CompletableFuture<AttemptResult> result) {
    if (done != null) {
      result.complete(done);
    } else if (failure != null) {
      result.completeExceptionally(failure);
    }
  }
}
