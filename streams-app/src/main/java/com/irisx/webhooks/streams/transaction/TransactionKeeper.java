package com.irisx.webhooks.streams.transaction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no transaction stays open: {@link OverdueTransactions} and {@link
 * HangingTransactions}. Every instance does so; what two of them do at once ends the same.
 *
 * <p>Metrics: {@code webhooks.transactions.ended} by {@code kind} ({@code overdue}, {@code
 * hanging}) and {@code webhooks.transactions.hanging}, those that it may not or cannot end.
 *
 * <p>Threading: one thread of its own.
 */
public final class TransactionKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionKeeper.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final long LOOK_FOR_HANGING_EVERY = 5;
  private static final int TIMEOUT_MS = 5_000;

  private final Admin admin;
  private final BooleanSupplier stateIsAwaited;
  private final OverdueTransactions overdue;
  private final HangingTransactions hanging;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread keeping = new Thread(task, "transactions");
            keeping.setDaemon(true);
            return keeping;
          });

  private long rounds;

  private TransactionKeeper(
      Admin admin, TransactionScope scope, BooleanSupplier stateIsAwaited, MeterRegistry registry) {
    this.admin = admin;
    this.stateIsAwaited = stateIsAwaited;
    this.overdue = new OverdueTransactions(admin, scope, ended(registry, "overdue"));
    this.hanging = new HangingTransactions(admin, scope, ended(registry, "hanging"));
    Gauge.builder("webhooks.transactions.hanging", hanging, HangingTransactions::count)
        .description("open in a partition, ended for their coordinator, and not aborted by us")
        .register(registry);
  }

  /**
   * Starts to look.
   *
   * @param connection for a Kafka client
   * @param stateIsAwaited whether this instance waits for state, and so maybe for the end of a
   *     transaction: overdue ones are looked for only then
   */
  public static TransactionKeeper start(
      Map<String, Object> connection,
      TransactionScope scope,
      BooleanSupplier stateIsAwaited,
      MeterRegistry registry) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    TransactionKeeper keeper =
        new TransactionKeeper(Admin.create(config), scope, stateIsAwaited, registry);
    var unused =
        keeper.thread.scheduleWithFixedDelay(
            keeper::round, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return keeper;
  }

  private static Counter ended(MeterRegistry registry, String kind) {
    return Counter.builder("webhooks.transactions.ended")
        .description("transactions that nobody else would have ended, or not so soon")
        .tag("kind", kind)
        .register(registry);
  }

  private void round() {
    if (stateIsAwaited.getAsBoolean()) {
      attempt("overdue", overdue::end, () -> {});
    }
    if (rounds++ % LOOK_FOR_HANGING_EVERY == 0) {
      attempt("hanging", () -> hanging.look(System.nanoTime()), hanging::unknown);
    }
  }

  private static void attempt(String kind, Step step, Runnable otherwise) {
    try {
      step.run();
    } catch (ExecutionException e) {
      otherwise.run();
      LOG.info("{} transactions cannot be looked for: {}", kind, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It is time to close.
    } catch (RuntimeException e) {
      // A door: the schedule would end here, and nobody look again.
      otherwise.run();
      LOG.warn("{} transactions cannot be looked for", kind, e);
    }
  }

  private interface Step {
    void run() throws ExecutionException, InterruptedException;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
