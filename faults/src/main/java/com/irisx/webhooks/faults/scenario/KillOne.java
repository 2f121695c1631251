package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import java.util.List;

/** One of two instances of streams-app is killed under load and comes back later. */
final class KillOne implements Scenario {

  @Override
  public String name() {
    return "kill-one";
  }

  @Override
  public String run(Trial trial) {
    int events = trial.scale().events(trial.scale().load());
    Child victim = trial.stand().streamsApps().get(0);
    Load load = trial.produce(events);
    trial.awaitMore(events / 4);
    long killed = System.nanoTime();
    victim.kill();
    trial.awaitMore(events / 2);
    long back = System.nanoTime();
    victim.start();
    Books books = trial.settle(load, Trial.IN_FLIGHT);
    trial.stand().awaitReady(victim);
    List<Long> gaps = books.longestGapsMs(killed, back);
    return "%s; longest pause of a webhook %d ms, median %d ms"
        .formatted(books.account(), gaps.get(gaps.size() - 1), gaps.get(gaps.size() / 2));
  }
}
