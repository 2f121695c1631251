package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.Stand;
import java.util.List;

/** One of two instances of streams-app is killed under load and comes back later. */
final class KillOne implements Scenario {

  @Override
  public String name() {
    return "kill-one";
  }

  @Override
  public String run(Trial trial) {
    Stand stand = trial.stand();
    Child victim = stand.streamsApps().get(0);
    Load load = trial.produce();
    trial.carryOn(trial.scale().load().dividedBy(4));
    long killed = System.nanoTime();
    victim.kill();
    trial.carryOn(trial.scale().load());
    long back = System.nanoTime();
    victim.start();
    stand.awaitReady(victim);
    trial.carryOn(trial.scale().load().dividedBy(4));
    Books books = trial.settle(load, Trial.IN_FLIGHT);
    List<Long> gaps = books.longestGapsMs(killed, back);
    return "%s; longest pause of a webhook %d ms, median %d ms, shortest %d ms"
        .formatted(
            books.account(), gaps.get(gaps.size() - 1), gaps.get(gaps.size() / 2), gaps.get(0));
  }
}
