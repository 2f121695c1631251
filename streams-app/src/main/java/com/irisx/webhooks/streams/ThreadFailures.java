package com.irisx.webhooks.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread fails. It is replaced, since most failures pass: a broker that
 * was gone for too long, an instance that was paused and has been replaced by others. A part whose
 * threads fail again and again has a failure that does not pass; it goes on trying, and its
 * liveness says that a restart, or a person, is needed.
 *
 * <p>Threading: safe for use by several threads.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

  private final String part;
  private final Counter counter;
  private final RecentFailures recent;

  ThreadFailures(String part, Counter counter, Clock clock) {
    this.part = part;
    this.counter = counter;
    this.recent = new RecentFailures(clock);
  }

  static ThreadFailures of(String part, MeterRegistry metrics) {
    Counter counter =
        Counter.builder("webhooks.stream.threads.failed")
            .description("Stream threads that failed and were replaced")
            .tag("part", part)
            .register(metrics);
    return new ThreadFailures(part, counter, Clock.systemUTC());
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    LOG.error("a thread of {} failed and is replaced", part, failure);
    counter.increment();
    recent.add();
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Whether they do not pass by themselves. */
  boolean tooMany() {
    return recent.tooMany();
  }
}
