package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.RetryTier;

/** The stored form of {@link Parked}, version 1. */
final class ParkedFormat {

  private static final int VERSION = 1;

  private ParkedFormat() {}

  static byte[] write(Parked parked) {
    StateWriter out = new StateWriter().number(VERSION);
    DeliveryFormat.write(out, parked.delivery());
    out.number(parked.attempt());
    DeliveryFormat.writeLane(out, parked.lane());
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
    Delivery delivery = DeliveryFormat.read(in);
    int attempt = in.smallNumber();
    RetryTier lane = DeliveryFormat.readLane(in);
    Parked.Place place = in.flag() ? new Parked.Due(in.number()) : new Parked.InLine(in.number());
    return new Parked(delivery, attempt, lane, place, in.rest());
  }
}
