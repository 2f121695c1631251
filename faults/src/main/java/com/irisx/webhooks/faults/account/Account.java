package com.irisx.webhooks.faults.account;

import java.util.List;

/**
 * What became of a range of events.
 *
 * @param events produced, each of which makes one delivery
 * @param ended deliveries with a terminal outcome
 * @param delivered of them delivered
 * @param failed of them failed
 * @param requests at the receiver
 * @param lost deliveries without a terminal outcome, or said to be delivered and never received
 * @param repeated requests beyond the first of the same attempt
 * @param late lateness of repeat attempts
 */
public record Account(
    int events,
    int ended,
    int delivered,
    int failed,
    int requests,
    int lost,
    int repeated,
    Lateness late) {

  /** Of nothing. */
  public static final Account EMPTY = new Account(0, 0, 0, 0, 0, 0, 0, Lateness.of(List.of()));

  /** Both together; the lateness is the one with the longer tail. */
  public Account plus(Account other) {
    return new Account(
        events + other.events,
        ended + other.ended,
        delivered + other.delivered,
        failed + other.failed,
        requests + other.requests,
        lost + other.lost,
        repeated + other.repeated,
        late.max() > other.late.max() ? late : other.late);
  }

  @Override
  public String toString() {
    return "events %d, ended %d (delivered %d, failed %d), requests %d, lost %d, repeated %d, late %s"
        .formatted(events, ended, delivered, failed, requests, lost, repeated, late);
  }
}
