package com.irisx.webhooks.faults.account;

import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.load.Tenants;
import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps the books of a whole run: everything the outcome topic and the receiver's log say, by
 * delivery. Threading: one thread.
 */
public final class Accountant implements AutoCloseable {

  private final Tenants tenants;
  private final OutcomeLog outcomeLog;
  private final ReceiverLog receiverLog;
  private final Map<UUID, List<DeliveryOutcome>> outcomes = new HashMap<>();
  private final Map<UUID, List<LoggedRequest>> requests = new HashMap<>();

  public Accountant(Stand stand, Tenants tenants) {
    this.tenants = tenants;
    this.outcomeLog = new OutcomeLog(stand.bootstrapServers(), stand.topics().deliveryOutcomes());
    this.receiverLog = new ReceiverLog(stand.receiverLog());
  }

  /**
   * Reads on until every delivery of {@code load} has ended, at most for {@code patience}; what has
   * not ended then is lost.
   */
  public Books settle(Load load, Duration patience) {
    Set<UUID> open = new HashSet<>();
    load.events().mapToObj(tenants::delivery).forEach(open::add);
    open.removeIf(this::hasEnded);
    long deadline = System.nanoTime() + patience.toNanos();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      outcomeLog.next(
          outcome -> {
            add(outcome);
            if (outcome.terminal()) {
              open.remove(outcome.deliveryId());
            }
          });
    }
    receiverLog
        .next()
        .forEach(
            request ->
                requests
                    .computeIfAbsent(request.deliveryId(), unused -> new ArrayList<>())
                    .add(request));
    Map<UUID, Books.Entry> entries = new HashMap<>();
    load.events()
        .mapToObj(tenants::delivery)
        .forEach(
            id ->
                entries.put(
                    id,
                    new Books.Entry(
                        outcomes.getOrDefault(id, List.of()),
                        requests.getOrDefault(id, List.of()))));
    return new Books(entries);
  }

  /** How many deliveries of the whole run ended with a status. */
  public long ended(DeliveryStatus status) {
    return outcomes.values().stream()
        .flatMap(List::stream)
        .filter(outcome -> outcome.status() == status)
        .count();
  }

  private boolean hasEnded(UUID deliveryId) {
    return outcomes.getOrDefault(deliveryId, List.of()).stream()
        .anyMatch(DeliveryOutcome::terminal);
  }

  private void add(DeliveryOutcome outcome) {
    outcomes.computeIfAbsent(outcome.deliveryId(), unused -> new ArrayList<>()).add(outcome);
  }

  @Override
  public void close() {
    outcomeLog.close();
  }
}
