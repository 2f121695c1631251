package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Account;
import com.irisx.webhooks.faults.load.Load;
import java.time.Duration;

/** The broker is killed and started again, then stands still for a while. */
final class BrokerFaults implements Scenario {

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String run(Trial trial) {
    Duration quarter = trial.scale().load().dividedBy(4);
    Load load = trial.produce();
    trial.carryOn(quarter);
    trial.stand().broker().kill();
    trial.stand().broker().start();
    trial.carryOn(quarter.multipliedBy(2));
    Account killed = trial.settle(load, Trial.IN_FLIGHT).account();

    Load second = trial.produce();
    trial.carryOn(quarter);
    trial.stand().broker().pause();
    Trial.hold(trial.scale().brokerPause());
    trial.stand().broker().resume();
    trial.carryOn(quarter.multipliedBy(2));
    Account paused = trial.settle(second, Trial.IN_FLIGHT).account();
    trial.stand().awaitStreams();
    return "killed: %s; paused %d s: %s"
        .formatted(killed, trial.scale().brokerPause().toSeconds(), paused);
  }
}
