package com.irisx.webhooks.streams.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.Ids;
import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.RejectionReason;
import com.irisx.webhooks.streams.subscription.Subscriber;
import com.irisx.webhooks.streams.subscription.SubscriptionIndex;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Joins an event with the webhooks of its tenant that want it. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init first.
final class RouteProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final byte[] NO_VALUE = {};

  private final EventReader reader;
  private final SubscriptionIndex subscriptions;
  private final String systemEvents;
  private final RouteMetrics metrics;
  private ProcessorContext<byte[], byte[]> context;

  /**
   * @param systemEvents the topic of events about webhooks
   */
  RouteProcessor(
      EventReader reader,
      SubscriptionIndex subscriptions,
      String systemEvents,
      RouteMetrics metrics) {
    this.systemEvents = systemEvents;
    this.metrics = metrics;
    this.reader = reader;
    this.subscriptions = subscriptions;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata source =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without its place in the log"));
    try {
      DomainEvent event =
          reader.read(
              new RawEvent(
                  source.topic(),
                  source.partition(),
                  source.offset(),
                  record.timestamp(),
                  record.headers(),
                  record.value() == null ? NO_VALUE : record.value()));
      Recipients recipients =
          recipients(event, source.topic().equals(systemEvents) ? about(record) : null);
      deliver(event, recipients);
      if (recipients.undecided() != null) {
        // Sent to an endpoint that must not have it, an event cannot be taken back; set aside, it
        // can be produced again. Those that got it drop the repetition.
        setAside(record, source, RejectionReason.FILTER_UNDECIDED, recipients.undecided());
      }
    } catch (RejectedEventException e) {
      setAside(record, source, e.reason(), e.detail());
    }
  }

  /** The webhook that an event of our own is about: the one it is not delivered to. */
  private static @Nullable String about(Record<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(DeliveryHeaders.ABOUT_WEBHOOK);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private Recipients recipients(DomainEvent event, @Nullable String about) {
    List<Subscriber> matching = subscriptions.matching(event.tenantId(), event.type());
    return Recipients.of(
        about == null
            ? matching
            : matching.stream()
                .filter(webhook -> !webhook.webhookId().toString().equals(about))
                .toList(),
        event.data());
  }

  private void deliver(DomainEvent event, Recipients recipients) {
    metrics.routed(recipients.webhooks().size(), recipients.filteredOut());
    if (recipients.webhooks().isEmpty()) {
      return;
    }
    byte[] body = WebhookBody.of(event);
    long now = context.currentSystemTimeMs();
    for (UUID webhook : recipients.webhooks()) {
      Delivery delivery =
          new Delivery(
              Ids.delivery(event.identity(), webhook),
              webhook,
              event.tenantId(),
              event.id(),
              event.type(),
              event.occurredAt(),
              0,
              0);
      context.forward(
          new Record<>(webhook.toString().getBytes(UTF_8), body, now, DeliveryHeaders.of(delivery)),
          RouteTopology.DELIVERIES_SINK);
    }
  }

  private void setAside(
      Record<byte[], byte[]> record, RecordMetadata source, RejectionReason reason, String detail) {
    RecordHeaders headers = new RecordHeaders(record.headers());
    RejectionHeaders.add(
        headers,
        reason,
        detail,
        source.topic(),
        source.partition(),
        source.offset(),
        record.timestamp());
    context.forward(record.withHeaders(headers), RouteTopology.REJECTED_SINK);
    metrics.rejected(reason);
  }
}
