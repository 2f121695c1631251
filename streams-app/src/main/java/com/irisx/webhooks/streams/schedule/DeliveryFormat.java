package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored form of what several stores hold; its version is that of the value around it. */
final class DeliveryFormat {

  private DeliveryFormat() {}

  static void write(StateWriter out, Delivery delivery) {
    out.uuid(delivery.deliveryId())
        .uuid(delivery.webhookId())
        .text(delivery.tenantId())
        .text(delivery.eventId())
        .text(delivery.eventType())
        .text(delivery.occurredAt())
        .number(delivery.createdAt())
        .number(delivery.run());
  }

  static Delivery read(StateReader in) {
    UUID deliveryId = in.uuid();
    UUID webhookId = in.uuid();
    return new Delivery(
        deliveryId,
        webhookId,
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.number(),
        in.smallNumber());
  }

  static void writeLane(StateWriter out, @Nullable RetryTier lane) {
    out.text(lane == null ? "" : lane.label());
  }

  static @Nullable RetryTier readLane(StateReader in) {
    String label = in.text();
    for (RetryTier tier : RetryTier.ALL) {
      if (tier.label().equals(label)) {
        return tier;
      }
    }
    return null;
  }
}
