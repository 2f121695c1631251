package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Account;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.SmallDisk;
import com.irisx.webhooks.faults.process.Stand;
import java.time.Duration;
import java.util.Map;

/**
 * The disks of streams-app fill up under load and are freed, then that of the broker, which ends
 * and is started again, as its supervisor would. Has processes of its own, on small disks.
 */
final class DiskFull implements Scenario {

  private static final int STATE_MIB = 256;
  private static final int BROKER_MIB = 2_048;
  private static final Duration FULL = Duration.ofSeconds(15);
  private static final int EVENTS_PER_SECOND = 150;

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public String run(Trial trial) throws Exception {
    if (!SmallDisk.isPossible()) {
      return "not run: only root can mount small disks";
    }
    var directory = trial.stand().directory().resolve("small");
    try (SmallDisk first = SmallDisk.at(directory.resolve("streams-app-1-state"), STATE_MIB);
        SmallDisk second = SmallDisk.at(directory.resolve("streams-app-2-state"), STATE_MIB);
        SmallDisk broker = SmallDisk.at(directory.resolve("kafka"), BROKER_MIB);
        Stand stand = Stand.start(directory, Map.of(), true);
        Trial own = Trial.begin(stand, trial.scale(), trial.seed())) {
      return "states: %s; broker: %s".formatted(states(own, first, second), broker(own, broker));
    }
  }

  private static Account states(Trial trial, SmallDisk first, SmallDisk second) {
    Load load = trial.produceAt(EVENTS_PER_SECOND);
    trial.awaitMore(EVENTS_PER_SECOND);
    first.fill();
    second.fill();
    Trial.hold(FULL);
    first.free();
    second.free();
    trial.stand().awaitStreams();
    trial.awaitMore(EVENTS_PER_SECOND);
    return trial.settle(load, 10 * Trial.IN_FLIGHT).account();
  }

  private static Account broker(Trial trial, SmallDisk disk) {
    Load load = trial.produceAt(EVENTS_PER_SECOND);
    trial.awaitMore(EVENTS_PER_SECOND);
    disk.fill();
    trial.stand().broker().awaitEnd();
    Trial.hold(FULL);
    disk.free();
    trial.stand().broker().start();
    trial.stand().awaitStreams();
    trial.awaitMore(EVENTS_PER_SECOND);
    return trial.settle(load, 2 * Trial.IN_FLIGHT).account();
  }
}
