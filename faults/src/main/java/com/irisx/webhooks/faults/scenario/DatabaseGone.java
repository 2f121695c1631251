package com.irisx.webhooks.faults.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.AdminClient;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.load.Tenants;
import com.irisx.webhooks.faults.process.Stand;
import java.time.Duration;

/** Postgres is killed and stays away; deliveries do not notice. */
final class DatabaseGone implements Scenario {

  private static final int UNAVAILABLE = 503;

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String run(Trial trial) {
    Stand stand = trial.stand();
    Duration gone = trial.scale().databaseGone();
    Load load = trial.produce();
    trial.carryOn(trial.scale().load());
    long began = System.nanoTime();
    stand.database().kill();
    Tenants.Webhook webhook = trial.tenants().webhooks().get(0);
    int status = new AdminClient(stand).listStatus(webhook);
    Trial.hold(gone);
    long ended = System.nanoTime();
    stand.database().start();
    Books books = trial.settle(load, 0);
    stand.awaitApi();
    DatabaseComplete.await(trial);
    assertThat(status).as("the API's answer without a database").isEqualTo(UNAVAILABLE);
    double rate = books.ratePerSecond(began, ended);
    // All that came in went out: a few may be on their way at either end.
    assertThat(rate).isGreaterThan(trial.scale().rate() * 0.9);
    return "%s; without database %.0f requests/s of %d events/s, API %d; complete afterwards"
        .formatted(books.account(), rate, trial.scale().rate(), status);
  }
}
