package com.irisx.webhooks.testing;

import com.irisx.webhooks.schema.DeliveryOutcome;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;

/** Several guarantees that watch the same run; all are checked, even if one was broken. */
public record Guarantees(List<Guarantee> all) implements Guarantee {

  public Guarantees {
    all = List.copyOf(all);
  }

  public static Guarantees of(Guarantee... all) {
    return new Guarantees(List.of(all));
  }

  /** Watches everything that {@code receiver} gets. */
  public Guarantees watch(ScriptedReceiver receiver) {
    receiver.observe(this::observeRequest);
    return this;
  }

  @Override
  public void observeExpected(UUID deliveryId) {
    all.forEach(guarantee -> guarantee.observeExpected(deliveryId));
  }

  @Override
  public void observeRequest(ReceivedRequest request) {
    all.forEach(guarantee -> guarantee.observeRequest(request));
  }

  @Override
  public void observeOutcome(DeliveryOutcome outcome) {
    all.forEach(guarantee -> guarantee.observeOutcome(outcome));
  }

  @Override
  public void check() {
    Assertions.assertAll(all.stream().map(guarantee -> guarantee::check));
  }
}
