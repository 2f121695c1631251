package com.irisx.webhooks.streams.schedule;

import java.time.Duration;

/** The stored form of a {@link HandOut}; its version is that of the {@link WebhookState}. */
final class HandOutFormat {

  private HandOutFormat() {}

  static byte[] write(HandOut handOut) {
    StateWriter out = new StateWriter();
    DeliveryFormat.write(out, handOut.delivery());
    out.number(handOut.attempt());
    DeliveryFormat.writeLane(out, handOut.lane());
    return out.number(handOut.at())
        .number(handOut.timeout().toMillis())
        .flag(handOut.probe())
        .flag(handOut.cancelled())
        .toBytes();
  }

  static HandOut read(StateReader in) {
    return new HandOut(
        DeliveryFormat.read(in),
        in.smallNumber(),
        DeliveryFormat.readLane(in),
        in.number(),
        Duration.ofMillis(in.number()),
        in.flag(),
        in.flag());
  }
}
