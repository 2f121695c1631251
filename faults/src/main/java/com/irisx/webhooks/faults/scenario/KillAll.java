package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.Stand;

/** Every process is killed at once under load, again and again. */
final class KillAll implements Scenario {

  @Override
  public String name() {
    return "kill-all";
  }

  @Override
  public String run(Trial trial) {
    Stand stand = trial.stand();
    int kills = trial.scale().kills();
    Load load = trial.produce();
    for (int i = 0; i < kills; i++) {
      trial.carryOn(trial.scale().load().dividedBy(4));
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
    trial.carryOn(trial.scale().load().dividedBy(4));
    Books books = trial.settle(load, kills * Trial.IN_FLIGHT);
    DatabaseComplete.await(trial);
    return kills + " kills; " + books.account() + "; database complete";
  }
}
