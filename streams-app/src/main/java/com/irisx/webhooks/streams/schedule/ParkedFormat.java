package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored form of {@link Parked}, version 1. */
final class ParkedFormat {

  private static final int VERSION = 1;

  private ParkedFormat() {}

  static byte[] write(Parked parked) {
    Delivery delivery = parked.delivery();
    RetryTier lane = parked.lane();
    StateWriter out =
        new StateWriter()
            .number(VERSION)
            .uuid(delivery.deliveryId())
            .uuid(delivery.webhookId())
            .text(delivery.tenantId())
            .text(delivery.eventId())
            .text(delivery.eventType())
            .text(delivery.occurredAt())
            .number(delivery.createdAt())
            .number(delivery.run())
            .number(parked.attempt())
            .text(lane == null ? "" : lane.label());
    if (parked.place() instanceof Parked.Due due) {
      out.flag(true).number(due.at());
    } else if (parked.place() instanceof Parked.InLine inLine) {
      out.flag(false).number(inLine.number());
    }
    return out.rest(parked.body()).toBytes();
  }

  static Parked read(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    in.expectVersion(VERSION);
    UUID deliveryId = in.uuid();
    UUID webhookId = in.uuid();
    Delivery delivery =
        new Delivery(
            deliveryId,
            webhookId,
            in.text(),
            in.text(),
            in.text(),
            in.text(),
            in.number(),
            in.smallNumber());
    int attempt = in.smallNumber();
    RetryTier lane = lane(in.text());
    Parked.Place place = in.flag() ? new Parked.Due(in.number()) : new Parked.InLine(in.number());
    return new Parked(delivery, attempt, lane, place, in.rest());
  }

  private static @Nullable RetryTier lane(String label) {
    for (RetryTier tier : RetryTier.ALL) {
      if (tier.label().equals(label)) {
        return tier;
      }
    }
    return null;
  }
}
