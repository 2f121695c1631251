package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.Stand;

/** Every process is killed at once in the middle of a burst, again and again. */
final class KillAll implements Scenario {

  private static final int BURST_RATE = 5;

  @Override
  public String name() {
    return "kill-all";
  }

  @Override
  public String run(Trial trial) {
    Stand stand = trial.stand();
    int kills = trial.scale().kills();
    int events = trial.scale().events(trial.scale().load());
    Load load = trial.produce(events, trial.scale().rate() * BURST_RATE);
    for (int i = 0; i < kills; i++) {
      trial.awaitMore(events / (kills + 2));
      stand.streamsApps().forEach(Child::kill);
      stand.broker().kill();
      load.producer().kill();
      stand.adminApi().kill();
      stand.database().kill();
      stand.receiver().kill();

      stand.receiver().start();
      stand.database().start();
      stand.broker().start();
      stand.adminApi().start();
      load.producer().start();
      stand.streamsApps().forEach(Child::start);
    }
    stand.awaitApi();
    stand.awaitStreams();
    Books books = trial.settle(load, kills * Trial.IN_FLIGHT);
    DatabaseComplete.await(trial);
    return kills + " kills; " + books.account() + "; database complete";
  }
}
