package com.irisx.webhooks.admin.capture;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps capture going: waits for its turn, runs the engine, and begins again whenever the engine,
 * the database or the broker fails. No failure ends it.
 *
 * <pre>
 * STANDBY ──lock──► STARTING ──polling──► ACTIVE
 *    ▲                 │                    │
 *    └──── back-off ◄──┴─ lock lost, engine ended: FAILED
 * </pre>
 *
 * <p>Threading: one thread of its own; {@link #start} and {@link #stop} come from the container.
 */
@Component
final class CaptureWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(CaptureWorker.class);

  private static final Duration STANDBY_CHECK = Duration.ofSeconds(1);
  private static final Duration ACTIVE_CHECK = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final CaptureDatabase database;
  private final CaptureEngines engines;
  private final CaptureStatus status;

  private volatile CountDownLatch stopping = new CountDownLatch(0);
  private @Nullable Thread thread;

  CaptureWorker(CaptureDatabase database, CaptureEngines engines, CaptureStatus status) {
    this.database = database;
    this.engines = engines;
    this.status = status;
  }

  @Override
  public synchronized void start() {
    stopping = new CountDownLatch(1);
    thread = new Thread(this::work, "webhooks-capture");
    thread.start();
  }

  @Override
  public synchronized void stop() {
    stopping.countDown();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(STOP_TIMEOUT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void work() {
    while (!stopsWithin(Duration.ZERO)) {
      try (CaptureLock lock = new CaptureLock(database.connect())) {
        if (awaitTurn(lock)) {
          capture(lock);
        }
      } catch (Exception e) {
        // A door: whatever failed, capture must go on as soon as it can.
        status.failed();
        log.warn("capture interrupted, beginning again: {}", e.toString());
        stopsWithin(AFTER_FAILURE);
      }
    }
  }

  /** False if it is time to stop. */
  private boolean awaitTurn(CaptureLock lock) throws SQLException {
    while (!lock.tryTake()) {
      status.standby();
      if (stopsWithin(STANDBY_CHECK)) {
        return false;
      }
    }
    return true;
  }

  private void capture(CaptureLock lock) throws Exception {
    status.starting();
    try (CaptureEngine engine = engines.start()) {
      while (!stopsWithin(ACTIVE_CHECK)) {
        if (engine.ended()) {
          throw new IllegalStateException(
              "the engine ended: " + engine.failure(), engine.failure());
        }
        long slotLagBytes = lock.slotLagBytes(database.slot());
        if (engine.isPolling()) {
          engine.tombstoneVanishedOnce();
          status.active(slotLagBytes);
        }
      }
    }
  }

  /** Waits, and says whether it is time to stop. */
  private boolean stopsWithin(Duration duration) {
    try {
      return stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Only an engine on its way out interrupts this thread; whether to stop says the latch.
      return stopping.getCount() == 0;
    }
  }
}
