package com.irisx.webhooks.schema;

import org.apache.kafka.common.header.Headers;

/**
 * The headers added to a record on the rejected-events topic, beside the producer's own. Key and
 * value are the producer's, byte for byte.
 */
public final class RejectionHeaders {

  /** One of the labels of {@link RejectionReason}. */
  public static final String REASON = "webhooks-rejected-reason";

  /** One sentence for a person that names the member at fault. */
  public static final String DETAIL = "webhooks-rejected-detail";

  public static final String TOPIC = "webhooks-rejected-topic";
  public static final String PARTITION = "webhooks-rejected-partition";
  public static final String OFFSET = "webhooks-rejected-offset";

  /** The rejected record's timestamp, milliseconds since the epoch. */
  public static final String TIMESTAMP = "webhooks-rejected-timestamp";

  private RejectionHeaders() {}

  /** Adds why and from where to {@code headers}. */
  public static void add(
      Headers headers,
      RejectionReason reason,
      String detail,
      String topic,
      int partition,
      long offset,
      long timestamp) {
    DeliveryHeaders.put(headers, REASON, reason.label());
    DeliveryHeaders.put(headers, DETAIL, detail);
    DeliveryHeaders.put(headers, TOPIC, topic);
    DeliveryHeaders.put(headers, PARTITION, partition);
    DeliveryHeaders.put(headers, OFFSET, offset);
    DeliveryHeaders.put(headers, TIMESTAMP, timestamp);
  }
}
