package com.irisx.webhooks.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.load.Tenants;

/** The receiver is gone and comes back to a backlog: it gets no more at one time than allowed. */
final class ReceiverGone implements Scenario {

  /**
   * How much slower than the usual rate events come: the backlog of minutes has to be caught up.
   */
  private static final int RATE_DIVISOR = 5;

  @Override
  public String name() {
    return "receiver";
  }

  @Override
  public String run(Trial trial) {
    int rate = trial.scale().rate() / RATE_DIVISOR;
    Load load = trial.produceAt(rate);
    trial.awaitMore(rate);
    trial.stand().receiver().kill();
    Trial.hold(trial.scale().receiverGone());
    trial.stand().receiver().start();
    Books books = trial.settleWithFailures(load, 0);
    assertThat(books.mostInFlight()).isLessThanOrEqualTo(Tenants.MAX_CONCURRENCY);
    return "gone %d s: %s; at most %d of a webhook in flight"
        .formatted(trial.scale().receiverGone().toSeconds(), books.account(), books.mostInFlight());
  }
}
