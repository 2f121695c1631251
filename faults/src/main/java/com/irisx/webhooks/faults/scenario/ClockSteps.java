package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.process.Child;
import com.irisx.webhooks.faults.process.ShiftedClock;
import com.irisx.webhooks.faults.process.Stand;
import java.time.Duration;
import java.util.List;

/**
 * The machine's clock, as both instances of streams-app see it, is set by minutes, both ways and
 * under load. The broker's clock is not: processes on other machines.
 */
final class ClockSteps implements Scenario {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final List<Duration> STEPS =
      List.of(STEP, Duration.ZERO, STEP.negated(), Duration.ZERO);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public String run(Trial trial) {
    ShiftedClock clock = ShiftedClock.in(trial.stand().directory()).orElse(null);
    if (clock == null) {
      return "not run: there is no C compiler";
    }
    Stand stand = trial.stand();
    stand.streamsApps().forEach(clock::givenTo);
    restart(stand);
    Load load = trial.produceAt(trial.scale().rate() / 3);
    trial.carryOn(trial.scale().load().dividedBy(8));
    long began = System.nanoTime();
    Duration before = Duration.ZERO;
    for (Duration step : STEPS) {
      clock.set(step);
      if (step.compareTo(before) < 0) {
        startWhatEnds(stand);
      }
      before = step;
      // Long enough for every retry that was pending, and for those of what came since.
      Trial.hold(trial.scale().afterClockStep());
      trial.carryOn(trial.scale().load().dividedBy(8));
    }
    long ended = System.nanoTime();
    Books books = trial.settle(load, STEPS.size() * Trial.IN_FLIGHT);
    List<Long> gaps = books.longestGapsMs(began, ended);
    stand.streamsApps().forEach(clock::takenFrom);
    restart(stand);
    return "+5 min, back, -5 min, back; %s; longest pause of a webhook %d ms, median %d ms"
        .formatted(books.account(), gaps.get(gaps.size() - 1), gaps.get(gaps.size() / 2));
  }

  /** A process whose clock was set back ends, for whoever runs it to start it again. */
  private static void startWhatEnds(Stand stand) {
    for (Child streamsApp : stand.streamsApps()) {
      streamsApp.awaitEnd();
      streamsApp.start();
    }
    stand.awaitStreams();
  }

  private static void restart(Stand stand) {
    for (Child streamsApp : stand.streamsApps()) {
      streamsApp.stop();
      streamsApp.start();
      stand.awaitReady(streamsApp);
    }
  }
}
