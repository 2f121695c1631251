package com.irisx.webhooks.faults;

import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.faults.scenario.Scale;
import com.irisx.webhooks.faults.scenario.Scenario;
import com.irisx.webhooks.faults.scenario.Scenarios;
import com.irisx.webhooks.faults.scenario.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs scenarios and prints their figures. Arguments: names separated by commas, or {@code all}; a
 * seed (1); minutes of random faults (10); {@code short} for the scale of the tests.
 */
public final class Main {

  private Main() {}

  /** Ends with status 1 if a guarantee was broken. */
  @SuppressWarnings("SystemOut") // This is what it is for.
  public static void main(String[] arguments) throws Exception {
    List<Scenario> scenarios =
        arguments.length == 0 || arguments[0].equals("all")
            ? Scenarios.all()
            : List.of(arguments[0].split(",")).stream().map(Scenarios::named).toList();
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    int minutes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
    Scale scale = arguments.length > 3 && arguments[3].equals("short") ? Scale.SHORT : Scale.FULL;
    Path directory = Files.createTempDirectory("webhooks-faults");
    System.out.println("logs: " + directory);
    boolean kept = true;
    try (Stand stand = Stand.start(directory, Map.of(), scale.equals(Scale.SHORT));
        Trial trial =
            Trial.begin(stand, scale.withRandomFaults(Duration.ofMinutes(minutes)), seed)) {
      for (Scenario scenario : scenarios) {
        long began = System.nanoTime();
        try {
          String figures = scenario.run(trial);
          System.out.printf(
              "%s: kept after %d s: %s%n",
              scenario.name(), (System.nanoTime() - began) / 1_000_000_000, figures);
        } catch (AssertionError e) {
          kept = false;
          System.out.printf("%s: BROKEN: %s%n", scenario.name(), e.getMessage());
        }
      }
    }
    System.exit(kept ? 0 : 1);
  }
}
