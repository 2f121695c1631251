package com.irisx.webhooks.faults.scenario;

import com.irisx.webhooks.faults.account.Accountant;
import com.irisx.webhooks.faults.account.Books;
import com.irisx.webhooks.faults.load.Load;
import com.irisx.webhooks.faults.load.Tenants;
import com.irisx.webhooks.faults.process.Stand;
import com.irisx.webhooks.testing.AtLeastOnce;
import com.irisx.webhooks.testing.EveryAttemptReported;
import com.irisx.webhooks.testing.Guarantees;
import com.irisx.webhooks.testing.NeverEarly;
import com.irisx.webhooks.testing.OneTerminalOutcome;
import com.irisx.webhooks.testing.RepeatedAtMost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * What scenarios have to work with: all processes, load, and the books. Scenarios of one trial run
 * one after the other over the same processes, which all work at the start and the end of each.
 *
 * <p>Threading: one thread.
 */
public final class Trial implements AutoCloseable {

  /** The default schedule of a webhook. */
  private static final List<Integer> SCHEDULE = List.of(1, 2, 4, 8, 16);

  private static final int ENDLESS = 5_000_000;
  private static final Duration SETTLING = Duration.ofMinutes(5);

  /** What can be in flight of all webhooks at one time, and so be repeated after a kill. */
  static final int IN_FLIGHT = Tenants.COUNT * Tenants.MAX_CONCURRENCY;

  private final Stand stand;
  private final Scale scale;
  private final long seed;
  private final Tenants tenants;
  private final Accountant accountant;
  private int nextEvent;

  private Trial(Stand stand, Scale scale, long seed) {
    this.stand = stand;
    this.scale = scale;
    this.seed = seed;
    this.tenants = Tenants.create(stand);
    this.accountant = new Accountant(stand, tenants);
  }

  /** A trial over processes that work; waits until the new webhooks are known. */
  public static Trial begin(Stand stand, Scale scale, long seed) {
    Trial trial = new Trial(stand, scale, seed);
    trial.warmUp();
    return trial;
  }

  Stand stand() {
    return stand;
  }

  Scale scale() {
    return scale;
  }

  long seed() {
    return seed;
  }

  Tenants tenants() {
    return tenants;
  }

  Accountant accountant() {
    return accountant;
  }

  /** Starts to produce at the rate of the scale, until the load is stopped. */
  Load produce() {
    return produceAt(scale.rate());
  }

  /** Starts to produce so many events per second, until the load is stopped. */
  Load produceAt(int rate) {
    return produce(ENDLESS, rate);
  }

  /** Starts to produce so many events at so many per second. */
  Load produce(int count, int rate) {
    Load load = Load.start(stand, nextEvent, count, rate);
    nextEvent += count;
    return load;
  }

  /** Requests that the receiver has got in the whole trial. */
  long received() {
    try (var lines = Files.lines(stand.receiverLog())) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the receiver has got so many more requests. */
  void awaitMore(long requests) {
    long target = received() + requests;
    Awaitility.await("requests at the receiver")
        .atMost(SETTLING)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> received() >= target);
  }

  /** Waits until the receiver has got what so long a time brings. */
  void carryOn(Duration duration) {
    awaitMore(scale.events(duration));
  }

  /** Lets a fault last. */
  static void hold(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  /**
   * Ends the load, waits until every delivery has ended, and lets the guarantees judge.
   *
   * @param repeats how many requests may have been repeated
   */
  Books settle(Load load, int repeats) {
    Books books = settleWithFailures(load, repeats);
    books.check(new AtLeastOnce());
    return books;
  }

  /** The same where the receiver was gone for so long that deliveries may have failed. */
  Books settleWithFailures(Load load, int repeats) {
    load.stop();
    Books books = accountant.settle(load, SETTLING);
    books.check(
        Guarantees.of(
            new OneTerminalOutcome(),
            new EveryAttemptReported(),
            NeverEarly.ofSeconds(SCHEDULE),
            new RepeatedAtMost(repeats)));
    return books;
  }

  private void warmUp() {
    // A webhook travels to the data path by change capture: what comes before it has no one to go
    // to. One event per webhook, again and again until each has had one.
    Awaitility.await("every webhook known")
        .atMost(Stand.PATIENCE)
        .until(
            () -> {
              Load load = produce(Tenants.COUNT, scale.rate());
              load.awaitEnd();
              return accountant.settle(load, Duration.ofSeconds(3)).account().lost() == 0;
            });
  }

  @Override
  public void close() {
    accountant.close();
  }
}
