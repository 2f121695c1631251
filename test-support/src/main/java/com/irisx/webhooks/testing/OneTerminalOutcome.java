package com.irisx.webhooks.testing;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every run of every delivery, expected or seen on the outcome topic, ended in exactly one terminal
 * record.
 */
public final class OneTerminalOutcome implements Guarantee {

  private record Run(UUID deliveryId, int run) {}

  private final Map<Run, Integer> terminals = new ConcurrentHashMap<>();

  @Override
  public void observeExpected(UUID deliveryId) {
    terminals.merge(new Run(deliveryId, 0), 0, Integer::sum);
  }

  @Override
  public void observeOutcome(DeliveryOutcome outcome) {
    terminals.merge(
        new Run(outcome.deliveryId(), outcome.run()), outcome.terminal() ? 1 : 0, Integer::sum);
  }

  @Override
  public void check() {
    List<String> broken = new ArrayList<>();
    terminals.forEach(
        (run, count) -> {
          if (count != 1) {
            broken.add(
                "run %d of delivery %s has %d terminal outcomes"
                    .formatted(run.run(), run.deliveryId(), count));
          }
        });
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n", broken));
    }
  }
}
