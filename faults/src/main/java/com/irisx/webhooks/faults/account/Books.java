package com.irisx.webhooks.faults.account;

import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.testing.Guarantee;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is known of some deliveries.
 *
 * @param entries by delivery id
 */
public record Books(Map<UUID, Entry> entries) {

  /** What is known of one delivery, each in the order it was read. */
  public record Entry(List<DeliveryOutcome> outcomes, List<LoggedRequest> requests) {

    boolean ended() {
      return outcomes.stream().anyMatch(DeliveryOutcome::terminal);
    }

    boolean is(DeliveryStatus status) {
      return outcomes.stream().anyMatch(outcome -> outcome.status() == status);
    }

    boolean lost() {
      return !ended()
          || (is(DeliveryStatus.DELIVERED) && requests.stream().noneMatch(LoggedRequest::taken));
    }

    long attempts() {
      return requests.stream().mapToInt(LoggedRequest::attempt).distinct().count();
    }
  }

  /** Shows everything to a guarantee and lets it judge. */
  public void check(Guarantee guarantee) {
    entries.forEach(
        (id, entry) -> {
          guarantee.observeExpected(id);
          entry.outcomes().forEach(guarantee::observeOutcome);
          entry.requests().stream().map(LoggedRequest::received).forEach(guarantee::observeRequest);
        });
    guarantee.check();
  }

  /** The figures. */
  public Account account() {
    return new Account(
        entries.size(),
        count(Entry::ended),
        count(entry -> entry.is(DeliveryStatus.DELIVERED)),
        count(entry -> entry.is(DeliveryStatus.FAILED)),
        all().mapToInt(entry -> entry.requests().size()).sum(),
        count(Entry::lost),
        all().mapToInt(entry -> (int) (entry.requests().size() - entry.attempts())).sum(),
        Lateness.of(all().flatMap(Books::lateness).toList()));
  }

  /** Requests per second between two moments of {@link System#nanoTime}. */
  public double ratePerSecond(long from, long to) {
    return requests().filter(request -> request.isBetween(from, to)).count() * 1e9 / (to - from);
  }

  /** The most requests that one path had open at one time. */
  public int mostInFlight() {
    return requests().mapToInt(LoggedRequest::inFlight).max().orElse(0);
  }

  /**
   * The longest time, per webhook, between two requests from one moment to another ({@link
   * System#nanoTime}), the times to the first and after the last one included, in ascending order.
   */
  public List<Long> longestGapsMs(long from, long to) {
    Map<String, List<Long>> arrivals = new TreeMap<>();
    requests()
        .forEach(
            request -> {
              List<Long> moments =
                  arrivals.computeIfAbsent(
                      request.path(), unused -> new ArrayList<>(List.of(from, to)));
              if (request.isBetween(from, to)) {
                moments.add(request.arrivedNanos());
              }
            });
    return arrivals.values().stream().map(Books::longestGapMs).sorted().toList();
  }

  private static long longestGapMs(List<Long> moments) {
    List<Long> sorted = moments.stream().sorted().toList();
    long longest = 0;
    for (int i = 1; i < sorted.size(); i++) {
      longest = Math.max(longest, sorted.get(i) - sorted.get(i - 1));
    }
    return longest / 1_000_000;
  }

  /** Of each repeat attempt: from its due time to its first request, by the wall clock. */
  private static Stream<Long> lateness(Entry entry) {
    List<Long> late = new ArrayList<>();
    for (DeliveryOutcome failed : entry.outcomes()) {
      Instant due = failed.nextAttemptAt();
      if (due != null && failed.status() == DeliveryStatus.RETRYING) {
        entry.outcomes().stream()
            .filter(next -> next.attempt() == failed.attempt() + 1 && next.attemptedAt() != null)
            .map(DeliveryOutcome::attemptedAt)
            .min(Comparator.naturalOrder())
            .ifPresent(attempted -> late.add(attempted.toEpochMilli() - due.toEpochMilli()));
      }
    }
    return late.stream();
  }

  private Stream<LoggedRequest> requests() {
    return all().flatMap(entry -> entry.requests().stream());
  }

  private Stream<Entry> all() {
    return entries.values().stream();
  }

  private int count(Predicate<Entry> condition) {
    return (int) all().filter(condition).count();
  }
}
