package com.irisx.webhooks.admin.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of Debezium, from start to its end.
 *
 * <p>Threading: runs in a thread of its own; everything else is called by the worker.
 */
final class CaptureEngine implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CaptureEngine.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_RETRY = Duration.ofMillis(100);

  private final DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;
  private final VanishedWebhooks vanished;
  private final Thread thread;

  private volatile boolean polling;
  private volatile @Nullable Throwable failure;
  private boolean tombstoned;

  private CaptureEngine(
      Properties properties, ChangePublisher publisher, VanishedWebhooks vanished) {
    this.vanished = vanished;
    this.engine =
        DebeziumEngine.create(Connect.class)
            .using(properties)
            .using(CaptureEngine.class.getClassLoader())
            // Kept after every batch: what is repeated after a crash is at most one batch.
            .using(OffsetCommitPolicy.always())
            .using((success, message, error) -> ended(message, error))
            .using(
                new DebeziumEngine.ConnectorCallback() {
                  @Override
                  public void pollingStarted() {
                    polling = true;
                  }
                })
            .notifying(publisher)
            .build();
    this.thread = new Thread(engine, "webhooks-capture-engine");
  }

  static CaptureEngine start(
      Properties properties, ChangePublisher publisher, VanishedWebhooks vanished) {
    CaptureEngine engine = new CaptureEngine(properties, publisher, vanished);
    engine.thread.start();
    return engine;
  }

  boolean isPolling() {
    return polling;
  }

  /** Whether it came to its end, for whatever reason. */
  boolean ended() {
    return !thread.isAlive();
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /** Takes webhooks off the topic that were deleted while nobody was looking. */
  void tombstoneVanishedOnce() throws Exception {
    if (!tombstoned) {
      vanished.tombstone();
      tombstoned = true;
    }
  }

  /** Ends it in bounded time. Offsets of what the broker acknowledged are kept. */
  @Override
  public void close() throws IOException {
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    while (thread.isAlive() && System.nanoTime() < deadline) {
      try {
        engine.close();
      } catch (IllegalStateException e) {
        // It is starting or already on its way out; both end by themselves.
        log.debug("engine not closed yet: {}", e.getMessage());
      }
      try {
        thread.join(CLOSE_RETRY.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    if (thread.isAlive()) {
      thread.interrupt();
    }
  }

  private void ended(String message, @Nullable Throwable error) {
    polling = false;
    failure = error;
    log.info("capture engine ended: {}", message);
  }
}
