package com.irisx.webhooks.streams.route;

import static com.irisx.webhooks.schema.RejectionReason.INVALID_CLOUDEVENT;
import static com.irisx.webhooks.schema.RejectionReason.INVALID_FIELD;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 over Kafka (CloudEvents Kafka Protocol Binding, sections 3.2 binary and 3.3
 * structured) with the extension attribute {@code tenantid}. The official SDK reads the attributes;
 * the data are taken from the record itself, because the SDK would spell them anew.
 */
final class CloudEventEnvelope {

  private static final String STRUCTURED = "application/cloudevents";

  private CloudEventEnvelope() {}

  /** Whether the record's headers say that it is a CloudEvent. */
  static boolean isOne(RawEvent raw) {
    String contentType = header(raw, "content-type");
    return header(raw, "ce_specversion") != null
        || (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED));
  }

  static DomainEvent read(RawEvent raw) throws RejectedEventException {
    CloudEvent event;
    Encoding encoding;
    try {
      MessageReader message = KafkaMessageFactory.createReader(raw.headers(), raw.value());
      event = message.toEvent();
      encoding = message.getEncoding();
    } catch (RuntimeException e) {
      // The SDK has no common type for what it throws at a record that is no CloudEvent.
      throw new RejectedEventException(INVALID_CLOUDEVENT, String.valueOf(e.getMessage()));
    }
    if (event.getSpecVersion() != SpecVersion.V1) {
      throw new RejectedEventException(INVALID_CLOUDEVENT, "'specversion' is not 1.0");
    }
    return encoding == Encoding.STRUCTURED
        ? structured(raw, event)
        : event(raw, event, header(raw, "ce_time"), data(raw));
  }

  /** Whether the attributes are in headers, so that a record without a value is an event. */
  static boolean isBinary(RawEvent raw) {
    return header(raw, "ce_specversion") != null;
  }

  /** Data are optional (CloudEvents 1.0, section 2, "Event Data"). */
  private static JsonSlice data(RawEvent raw) throws RejectedEventException {
    return raw.value().length == 0 ? JsonSlice.ofNull() : JsonMembers.value(raw.value());
  }

  private static JsonSlice data(JsonMembers members) throws RejectedEventException {
    return members.has("data") ? members.slice("data") : JsonSlice.ofNull();
  }

  private static DomainEvent structured(RawEvent raw, CloudEvent event)
      throws RejectedEventException {
    JsonMembers members = JsonMembers.of(raw.value());
    if (members.has("data_base64")) {
      throw new RejectedEventException(
          INVALID_FIELD, "'data_base64' is not supported: send JSON in 'data'");
    }
    return event(raw, event, members.optionalText("time"), data(members));
  }

  private static DomainEvent event(
      RawEvent raw, CloudEvent event, @Nullable String time, JsonSlice data)
      throws RejectedEventException {
    requireJson(event.getDataContentType());
    Object tenantId = event.getExtension("tenantid");
    return new DomainEvent(
        event.getSource() + "#" + event.getId(),
        EventFields.id(event.getId(), "id"),
        EventFields.tenantId(tenantId == null ? null : tenantId.toString(), "tenantid"),
        EventFields.type(event.getType(), "type"),
        EventFields.occurredAt(time, "time", raw.timestamp()),
        data);
  }

  private static void requireJson(@Nullable String contentType) throws RejectedEventException {
    if (contentType == null) {
      return;
    }
    String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!mediaType.endsWith("/json") && !mediaType.endsWith("+json")) {
      throw new RejectedEventException(
          INVALID_FIELD, "'datacontenttype' is not JSON: " + mediaType);
    }
  }

  private static @Nullable String header(RawEvent raw, String name) {
    Header header = raw.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
