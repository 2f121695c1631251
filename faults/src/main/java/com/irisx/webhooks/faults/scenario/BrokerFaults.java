package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Account;
import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;

/** The broker is killed and started again, then stands still for a while. */
final class BrokerFaults implements Scenario {

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String run(Trial trial) {
    int events = trial.scale().events(trial.scale().load());
    Load load = trial.produce(events);
    trial.awaitMore(events / 4);
    trial.stand().broker().kill();
    trial.stand().broker().start();
    Books killed = trial.settle(load, Trial.IN_FLIGHT);

    Load paused = trial.produce(events);
    trial.awaitMore(events / 4);
    trial.stand().broker().pause();
    Trial.hold(trial.scale().brokerPause());
    trial.stand().broker().resume();
    Account account = trial.settle(paused, Trial.IN_FLIGHT).account();
    trial.stand().awaitStreams();
    return "killed: %s; paused %d s: %s"
        .formatted(killed.account(), trial.scale().brokerPause().toSeconds(), account);
  }
}
