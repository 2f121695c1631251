package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * With a backlog behind a receiver that is gone, both instances of streams-app are killed and lose
 * their disks: all state comes back from the changelogs.
 */
final class StateLost implements Scenario {

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String run(Trial trial) throws IOException {
    Stand stand = trial.stand();
    stand.receiver().kill();
    int events = trial.scale().events(trial.scale().load());
    Load load = trial.produce(events, trial.scale().rate());
    load.awaitEnd();
    for (Child streamsApp : stand.streamsApps()) {
      streamsApp.kill();
      delete(stand.stateOf(streamsApp));
    }
    long began = System.nanoTime();
    stand.streamsApps().forEach(Child::start);
    stand.awaitStreams();
    double seconds = (System.nanoTime() - began) / 1e9;
    stand.receiver().start();
    Books books = trial.settleWithFailures(load, 2 * Trial.IN_FLIGHT);
    return "%d deliveries waiting, ready %.1f s after the start of both; %s"
        .formatted(events, seconds, books.account());
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
