package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Account;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.Stand;

/** Every process is killed at once in the middle of a burst, again and again. */
final class KillAll implements Scenario {

  /** How much faster than the usual rate events come. */
  private static final int BURST_FACTOR = 3;

  @Override
  public String name() {
    return "kill-all";
  }

  @Override
  public String run(Trial trial) {
    int kills = trial.scale().kills();
    int burst = trial.scale().events(trial.scale().load().dividedBy(4));
    Account all = Account.EMPTY;
    for (int i = 0; i < kills; i++) {
      Load load = trial.produce(burst, trial.scale().rate() * BURST_FACTOR);
      trial.awaitMore(burst / 4);
      killAndStart(trial.stand(), load);
      load.awaitEnd();
      all = all.plus(trial.settle(load, Trial.IN_FLIGHT).account());
    }
    DatabaseComplete.await(trial);
    return kills + " kills; " + all + "; database complete";
  }

  private static void killAndStart(Stand stand, Load load) {
    stand.streamsApps().forEach(Child::kill);
    stand.broker().kill();
    load.producer().close();
    stand.adminApi().kill();
    stand.database().kill();
    stand.receiver().kill();

    stand.receiver().start();
    stand.database().start();
    stand.broker().start();
    stand.adminApi().start();
    load.producer().start();
    stand.streamsApps().forEach(Child::start);
    stand.awaitApi();
    stand.awaitStreams();
  }
}
