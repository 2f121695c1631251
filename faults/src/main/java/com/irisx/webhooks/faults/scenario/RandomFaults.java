package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.Stand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Faults of every kind at moments that a seed decides, under load. */
final class RandomFaults implements Scenario {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final Duration LONGEST_CALM = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "random";
  }

  @Override
  public String run(Trial trial) {
    Random random = new Random(trial.seed());
    Stand stand = trial.stand();
    Duration duration = trial.scale().randomFaults();
    Load load = trial.produceAt(trial.scale().rate() / 3);
    long end = System.nanoTime() + duration.toNanos();
    Map<String, Integer> faults = new TreeMap<>();
    int kills = 0;
    while (System.nanoTime() < end) {
      Trial.hold(Duration.ofMillis(random.nextLong(LONGEST_CALM.toMillis())));
      Child victim = victims(stand, load).get(random.nextInt(victims(stand, load).size()));
      String fault = fault(victim, load, stand, random);
      kills += fault.startsWith("stop ") ? 0 : 1;
      faults.merge(fault, 1, Integer::sum);
    }
    stand.awaitApi();
    stand.awaitStreams();
    Books books = trial.settleWithFailures(load, kills * Trial.IN_FLIGHT);
    DatabaseComplete.await(trial);
    return "seed %d, %s; %s; database complete".formatted(trial.seed(), faults, books.account());
  }

  private static List<Child> victims(Stand stand, Load load) {
    return List.of(
        stand.streamsApps().get(0),
        stand.streamsApps().get(1),
        stand.broker(),
        stand.adminApi(),
        stand.receiver(),
        load.producer());
  }

  private static String fault(Child victim, Load load, Stand stand, Random random) {
    int kind = random.nextInt(5);
    if (kind == 4) {
      stand.database().kill();
      stand.database().start();
      return "kill postgres";
    }
    if (kind == 0) {
      victim.pause();
      Trial.hold(Duration.ofMillis(random.nextLong(LONGEST_PAUSE.toMillis())));
      victim.resume();
      return "pause " + victim.name();
    }
    if (kind == 1 && !victim.equals(load.producer())) {
      victim.stop();
      victim.start();
      return "stop " + victim.name();
    }
    victim.kill();
    victim.start();
    return "kill " + victim.name();
  }
}
