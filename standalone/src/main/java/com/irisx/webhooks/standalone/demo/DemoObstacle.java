package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.standalone.StandaloneSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * What a person set that the demo cannot live with: its receiver listens on loopback and speaks
 * plain http, and the same rules as everybody's decide whether that may be called.
 */
public final class DemoObstacle {

  private static final byte[] RECEIVER = {127, 0, 0, 1};

  private DemoObstacle() {}

  /** A sentence that names the setting; empty if the demo can run. */
  public static Optional<String> in(StandaloneSettings settings) {
    if (!settings.allowHttp()) {
      return Optional.of("WEBHOOKS_ALLOW_HTTP is false, and its receiver speaks plain http");
    }
    if (!AddressPolicy.allowing(settings.allowedCidrs()).allows(receiver())) {
      return Optional.of("WEBHOOKS_ALLOWED_CIDRS leaves 127.0.0.1 out, where its receiver listens");
    }
    return Optional.empty();
  }

  private static InetAddress receiver() {
    try {
      return InetAddress.getByAddress(RECEIVER);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes", e);
    }
  }
}
