package com.irisx.webhooks.schema;

import java.util.UUID;

/**
 * The facts of a delivery that ride in the record headers beside the body, on every topic between
 * ROUTE and the outcome. See {@link DeliveryHeaders} for their form on the wire.
 *
 * @param deliveryId see {@link Ids#delivery}
 * @param webhookId the webhook it goes to; also the record key
 * @param tenantId the tenant that owns both the event and the webhook
 * @param eventId the event's id as the producer gave it, or {@link Ids#event}
 * @param eventType such as {@code call.completed}
 * @param occurredAt the event's time as the body carries it, RFC 3339
 * @param createdAt milliseconds since the epoch at which the delivery entered the log: the broker's
 *     append time of its record on the deliveries topic; 0 while ROUTE has not written it yet
 * @param run 0 for the event itself, one more each time a person asks for the delivery again
 */
public record Delivery(
    UUID deliveryId,
    UUID webhookId,
    String tenantId,
    String eventId,
    String eventType,
    String occurredAt,
    long createdAt,
    int run) {

  /** This delivery, created at another time: milliseconds since the epoch. */
  public Delivery createdAt(long time) {
    return new Delivery(deliveryId, webhookId, tenantId, eventId, eventType, occurredAt, time, run);
  }
}
