package com.irisx.webhooks.streams.dispatch;

import java.net.InetAddress;
import java.util.List;

/** What may be dialled for a host. */
sealed interface Resolution {

  /**
   * Addresses that the policy allows.
   *
   * @param addresses not empty, in order of preference
   */
  record Allowed(List<InetAddress> addresses) implements Resolution {
    public Allowed {
      addresses = List.copyOf(addresses);
    }

    /**
     * The address for an attempt. Each attempt takes the next one, so that a retry gets around a
     * dead address without a second dial inside one attempt.
     *
     * @param attempt from 1
     */
    InetAddress forAttempt(int attempt) {
      return addresses.get((attempt - 1) % addresses.size());
    }
  }

  /** There are addresses, and the policy forbids every one. */
  record Blocked() implements Resolution {}

  /**
   * There is no address.
   *
   * @param reason a sentence for a person
   */
  record Failed(String reason) implements Resolution {}
}
