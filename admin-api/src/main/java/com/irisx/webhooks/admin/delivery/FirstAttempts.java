package com.irisx.webhooks.admin.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Requests that wait for a delivery's first attempt. They hold no thread: one thread looks for all
 * of them at once, every {@link #LOOK_EVERY} while there are any, whichever instance's projection
 * the outcome comes through. Beyond {@link #MAX_WAITING} a request is not kept waiting.
 *
 * <p>Threading: requests come on any thread; {@code look} runs on one, from start to stop, once.
 */
@Component
class FirstAttempts implements SmartLifecycle {

  static final int MAX_WAITING = 200;

  private static final Logger log = LoggerFactory.getLogger(FirstAttempts.class);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  // The container's own clock is coarse: it only ends what ours has forgotten.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final DeliveryRepository repository;
  private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "first-attempts");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable ScheduledFuture<?> looks;

  FirstAttempts(DeliveryRepository repository) {
    this.repository = repository;
  }

  private record Waiting(
      TestResult accepted, long deadline, DeferredResult<ResponseEntity<TestResult>> answer) {
    void stillUnknown() {
      answer.setResult(ResponseEntity.accepted().body(accepted));
    }
  }

  /**
   * The answer with the first attempt of {@code accepted}: 200 once it is there, 202 if it is not
   * within {@code patience}.
   */
  DeferredResult<ResponseEntity<TestResult>> await(TestResult accepted, Duration patience) {
    DeferredResult<ResponseEntity<TestResult>> answer =
        new DeferredResult<>(patience.plus(GRACE).toMillis());
    Waiting request = new Waiting(accepted, System.nanoTime() + patience.toNanos(), answer);
    answer.onTimeout(request::stillUnknown);
    if (patience.isZero() || waiting.size() >= MAX_WAITING) {
      request.stillUnknown();
    } else {
      answer.onCompletion(() -> waiting.remove(accepted.deliveryId()));
      waiting.put(accepted.deliveryId(), request);
      if (!isRunning()) {
        request.stillUnknown();
      }
    }
    return answer;
  }

  private void look() {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      answerKnown(List.copyOf(waiting.values()));
    } catch (RuntimeException e) {
      // The database is away: who waits goes on waiting, until its time is up.
      log.debug("cannot look for first attempts", e);
    }
    long now = System.nanoTime();
    waiting.values().stream()
        .filter(request -> now - request.deadline() >= 0)
        .forEach(
            request -> {
              waiting.remove(request.accepted().deliveryId());
              request.stillUnknown();
            });
  }

  private void answerKnown(List<Waiting> requests) {
    List<Delivery> begun =
        repository.begun(
            requests.stream().map(request -> request.accepted().deliveryId()).toList(),
            requests.stream().map(request -> request.accepted().createdAt()).toList());
    if (begun.isEmpty()) {
      return;
    }
    List<Attempt> attempts = repository.attempts(begun);
    for (Delivery delivery : begun) {
      Waiting request = waiting.remove(delivery.id());
      if (request != null) {
        Attempt first =
            attempts.stream()
                .filter(attempt -> attempt.deliveryId().equals(delivery.id()))
                .findFirst()
                .orElse(null);
        request.answer().setResult(ResponseEntity.ok(request.accepted().with(delivery, first)));
      }
    }
  }

  @Override
  public void start() {
    long millis = LOOK_EVERY.toMillis();
    looks = looking.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Answers all who wait, before the server waits for their requests to end. */
  @Override
  public void stop() {
    looks = null;
    looking.shutdownNow();
    waiting.values().forEach(Waiting::stillUnknown);
  }

  @Override
  public boolean isRunning() {
    return looks != null;
  }
}
