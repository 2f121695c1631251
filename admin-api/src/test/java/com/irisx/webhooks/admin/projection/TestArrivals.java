package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.schema.Delivery;
import java.util.List;

/** Writes arrivals without the detour over the topic. */
public final class TestArrivals {

  private TestArrivals() {}

  /** The delivery appears, pending, with this payload. */
  public static void write(AdminApi api, Outcomes of, String body) {
    Delivery delivery =
        new Delivery(
            of.deliveryId(),
            of.webhookId(),
            of.tenantId(),
            "event-" + of.deliveryId(),
            "call.completed",
            "2025-10-29T12:00:00Z",
            0,
            0);
    write(api, List.of(new Arrival(delivery, of.createdAt(), body.getBytes(UTF_8))));
  }

  /** As both projections write them. */
  static void write(AdminApi api, List<Arrival> arrivals) {
    api.bean(PayloadProjection.class).write(arrivals);
    api.bean(PendingProjection.class).write(arrivals);
  }
}
