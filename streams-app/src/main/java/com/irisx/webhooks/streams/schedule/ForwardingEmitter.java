package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.RetryTier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Says it on the topics, through the sinks of {@link ScheduleTopology}. */
final class ForwardingEmitter implements Emitter {

  private final ProcessorContext<byte[], byte[]> context;

  ForwardingEmitter(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void task(Delivery delivery, int attempt, @Nullable RetryTier lane, byte[] body) {
    forward(
        delivery.webhookId().toString(),
        body,
        DeliveryHeaders.task(delivery, attempt),
        lane == null ? ScheduleTopology.TASKS_SINK : ScheduleTopology.retrySink(lane));
  }

  @Override
  public void outcome(DeliveryOutcome outcome) {
    forward(
        outcome.deliveryId().toString(),
        DeliveryOutcome.FORMAT.write(outcome),
        null,
        ScheduleTopology.OUTCOMES_SINK);
  }

  @Override
  public void deadLetter(Delivery delivery, AttemptResult lastResult, byte[] body) {
    forward(
        delivery.webhookId().toString(),
        body,
        lastResult.headers(delivery),
        ScheduleTopology.DEAD_LETTERS_SINK);
  }

  private void forward(String key, byte[] value, @Nullable Headers headers, String sink) {
    context.forward(
        new Record<>(key.getBytes(UTF_8), value, context.currentSystemTimeMs(), headers), sink);
  }
}
