package com.irisx.webhooks.streams.dispatch;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/** What may be dialled for a host. */
sealed interface Resolution {

  /** In addresses. A name may have hundreds, and one attempt is no port scan. */
  int MAX_DIALLED = 3;

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
     * The addresses that an attempt dials, one after the other until one takes the connection; at
     * most {@value #MAX_DIALLED}. Each attempt begins with the next one, so that a retry gets
     * around an address that takes connections and does not answer.
     *
     * @param attempt from 1
     */
    List<InetAddress> forAttempt(int attempt) {
      if (addresses.size() == 1) {
        return addresses;
      }
      return IntStream.range(0, Math.min(MAX_DIALLED, addresses.size()))
          .mapToObj(i -> addresses.get((int) ((attempt - 1L + i) % addresses.size())))
          .toList();
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
