package com.irisx.webhooks.standalone;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the process in the order in which they started; they stop in the opposite order,
 * each whatever the others did.
 *
 * <p>Threading: one thread starts parts, another may close at any time: it waits for the part that
 * is starting, and no part starts after that.
 */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private record Part(String name, AutoCloseable closeable) {}

  private final Deque<Part> running = new ArrayDeque<>();
  private final Consumer<String> progress;
  private boolean closed;

  /** {@code progress} is told what stops. */
  Parts(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Starts a part.
   *
   * @throws StoppedException if the process is stopping
   */
  synchronized <T extends AutoCloseable> T start(String name, Callable<T> starter)
      throws Exception {
    if (closed) {
      throw new StoppedException();
    }
    long before = System.nanoTime();
    T part = starter.call();
    running.push(new Part(name, part));
    LOG.info("{} started in {}", name, Duration.ofNanos(System.nanoTime() - before));
    return part;
  }

  /** Stops all parts, the last one first. Again: does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      Part part = running.pop();
      progress.accept("stopping " + part.name());
      try {
        part.closeable().close();
        LOG.info("{} stopped", part.name());
      } catch (Exception e) {
        LOG.error("{} did not stop cleanly", part.name(), e);
      }
    }
  }

  /** The process is stopping: nothing starts any more. */
  static final class StoppedException extends IllegalStateException {
    StoppedException() {
      super("stopping");
    }
  }
}
