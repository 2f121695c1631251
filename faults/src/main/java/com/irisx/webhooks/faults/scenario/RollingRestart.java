package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import java.util.List;

/** Both instances of streams-app are stopped and started, one after the other: nothing repeats. */
final class RollingRestart implements Scenario {

  @Override
  public String name() {
    return "rolling-restart";
  }

  @Override
  public String run(Trial trial) {
    Load load = trial.produce();
    trial.carryOn(trial.scale().load().dividedBy(2));
    long began = System.nanoTime();
    for (Child streamsApp : trial.stand().streamsApps()) {
      streamsApp.stop();
      streamsApp.start();
      trial.stand().awaitReady(streamsApp);
    }
    trial.carryOn(trial.scale().load().dividedBy(2));
    long ended = System.nanoTime();
    Books books = trial.settle(load, 0);
    List<Long> gaps = books.longestGapsMs(began, ended);
    return "%s; longest pause of a webhook %d ms, median %d ms"
        .formatted(books.account(), gaps.get(gaps.size() - 1), gaps.get(gaps.size() / 2));
  }
}
