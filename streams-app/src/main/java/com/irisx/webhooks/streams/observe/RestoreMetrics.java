package com.irisx.webhooks.streams.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * What is read back from changelogs after an instance came or went.
 *
 * <p>Threading: called by the threads that restore.
 */
public final class RestoreMetrics implements StateRestoreListener {

  private final AtomicInteger restoring = new AtomicInteger();
  private final Counter records;

  public RestoreMetrics(MeterRegistry registry) {
    Gauge.builder("webhooks.restore.stores", restoring, AtomicInteger::get)
        .description("partitions of stores that are being restored")
        .register(registry);
    records =
        Counter.builder("webhooks.restore.records")
            .description("records restored from changelogs")
            .register(registry);
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    restoring.incrementAndGet();
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
    records.increment((double) count);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long count) {
    restoring.decrementAndGet();
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long count) {
    restoring.decrementAndGet();
  }
}
