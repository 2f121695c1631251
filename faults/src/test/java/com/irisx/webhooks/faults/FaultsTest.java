package com.irisx.webhooks.faults;

import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.faults.scenario.Scale;
import com.irisx.webhooks.faults.scenario.Scenario;
import com.irisx.webhooks.faults.scenario.Scenarios;
import com.irisx.webhooks.faults.scenario.Trial;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario, short. The same at full scale: {@code faults/run}. */
class FaultsTest {

  private static final long SEED = 42;

  private static Stand stand;
  private static Trial trial;

  @BeforeAll
  static void start(@TempDir Path directory) {
    stand = Stand.start(directory, Map.of(), true);
    trial = Trial.begin(stand, Scale.SHORT, SEED);
  }

  @AfterAll
  static void stop() {
    trial.close();
    stand.close();
  }

  static Stream<String> scenarios() {
    return Scenarios.everywhere().stream().map(Scenario::name);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void keepsTheGuarantees(String scenario) throws Exception {
    String figures = Scenarios.named(scenario).run(trial);
    System.out.println(scenario + ": " + figures);
  }
}
