package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.schema.WebhookStatus;
import com.irisx.webhooks.streams.schedule.SystemEvents.SystemEvent;
import java.time.InstantSource;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Says it on the topics, through the sinks of {@link ScheduleTopology}. */
final class ForwardingEmitter implements Emitter {

  private final ProcessorContext<byte[], byte[]> context;
  private final InstantSource machine;

  /**
   * @param machine stamps the records: brokers and other machines compare that with their clocks
   */
  ForwardingEmitter(ProcessorContext<byte[], byte[]> context, InstantSource machine) {
    this.context = context;
    this.machine = machine;
  }

  @Override
  public void task(Ready ready) {
    RetryTier lane = ready.lane();
    forward(
        ready.delivery().webhookId().toString(),
        ready.body(),
        DeliveryHeaders.task(ready.delivery(), ready.attempt()),
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

  @Override
  public void status(UUID webhookId, @Nullable WebhookStatus status) {
    forward(
        webhookId.toString(),
        status == null ? null : WebhookStatus.FORMAT.write(status),
        null,
        ScheduleTopology.STATUS_SINK);
  }

  @Override
  public void systemEvent(SystemEvent event) {
    String webhookId = event.webhookId().toString();
    RecordHeaders headers = new RecordHeaders();
    headers.add(DeliveryHeaders.ABOUT_WEBHOOK, webhookId.getBytes(UTF_8));
    forward(webhookId, event.value(), headers, ScheduleTopology.SYSTEM_EVENTS_SINK);
  }

  private void forward(
      String key, byte @Nullable [] value, @Nullable Headers headers, String sink) {
    context.forward(new Record<>(key.getBytes(UTF_8), value, machine.millis(), headers), sink);
  }
}
