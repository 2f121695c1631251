package com.irisx.webhooks.faults.scenario;

import java.util.List;
import java.util.stream.Stream;

/** All of them, in the order of {@code docs/guarantees.md}. */
public final class Scenarios {

  private static final List<Scenario> EVERYWHERE =
      List.of(
          new KillOne(),
          new KillAll(),
          new BrokerFaults(),
          new DatabaseGone(),
          new CaptureKilled(),
          new RollingRestart(),
          new RebalanceStorm(),
          new ReceiverGone(),
          new Poison(),
          new ClockSteps(),
          new StateLost(),
          new RandomFaults());

  private static final List<Scenario> ALL =
      Stream.concat(EVERYWHERE.stream(), Stream.of(new DiskFull())).toList();

  private Scenarios() {}

  public static List<Scenario> all() {
    return ALL;
  }

  /** Those that need no special rights. */
  public static List<Scenario> everywhere() {
    return EVERYWHERE;
  }

  /**
   * The one with a name.
   *
   * @throws IllegalArgumentException if there is none; the message says which there are
   */
  public static Scenario named(String name) {
    return ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no scenario "
                        + name
                        + "; there are "
                        + ALL.stream().map(Scenario::name).toList()));
  }
}
