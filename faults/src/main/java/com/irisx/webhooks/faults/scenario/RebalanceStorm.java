package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import java.time.Duration;
import java.util.Random;

/** An instance of streams-app joins and leaves every few seconds, cleanly or killed. */
final class RebalanceStorm implements Scenario {

  @Override
  public String name() {
    return "rebalance-storm";
  }

  @Override
  public String run(Trial trial) {
    Random random = new Random(trial.seed());
    Child comesAndGoes = trial.stand().streamsApps().get(1);
    Load load = trial.produce();
    long end = System.nanoTime() + trial.scale().storm().toNanos();
    int departures = 0;
    int kills = 0;
    while (System.nanoTime() < end) {
      if (random.nextBoolean()) {
        trial.stand().awaitReady(comesAndGoes);
        comesAndGoes.stop();
      } else {
        Trial.hold(Duration.ofMillis(random.nextInt(6_000)));
        comesAndGoes.kill();
        kills++;
      }
      departures++;
      comesAndGoes.start();
    }
    trial.stand().awaitStreams();
    trial.carryOn(trial.scale().load().dividedBy(4));
    Books books = trial.settle(load, kills * Trial.IN_FLIGHT);
    return "%d departures, %d of them kills (seed %d); %s"
        .formatted(departures, kills, trial.seed(), books.account());
  }
}
