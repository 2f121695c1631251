package com.irisx.webhooks.streams.schedule;

import static com.irisx.webhooks.streams.schedule.ScheduleScenario.START;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.body;
import static com.irisx.webhooks.streams.schedule.ScheduleScenario.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.streams.delivery.BreakerLimits;
import com.irisx.webhooks.streams.delivery.RetryLimits;
import com.irisx.webhooks.streams.schedule.ScheduleScenario.Task;
import com.irisx.webhooks.testing.SubscriptionBuilder;
import com.irisx.webhooks.testing.TestWebhooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * One random path: events, results in any order and twice, commands, changes of settings, leaps of
 * the clock, and instances that begin with nothing but the changelogs. What must hold is kept in
 * {@link Books}.
 */
final class RandomPath implements AutoCloseable {

  /** No path takes so long, so no task is given up as lost. */
  private static final Duration LONG = Duration.ofHours(12);

  private static final SchedulerLimits LIMITS =
      SchedulerLimits.DEFAULT
          .withHandOverMargin(LONG)
          .withAtOnce(3)
          .with(
              Duration.ofDays(365),
              RetryLimits.DEFAULT,
              new BreakerLimits(
                  5, Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(20)));

  private static final int WEBHOOKS = 4;

  private final Random random;
  private final Path directory;
  private final Books books = new Books();
  private final List<UUID> webhooks = new ArrayList<>();
  private final List<Task> out = new ArrayList<>();
  private final List<Runnable> oldNews = new ArrayList<>();
  private ScheduleScenario scenario;
  private int restored;
  private int events;

  RandomPath(Random random, Path directory) {
    this.random = random;
    this.directory = directory;
    scenario = new ScheduleScenario(directory.resolve("0"), LIMITS, START);
    for (int i = 0; i < WEBHOOKS; i++) {
      webhooks.add(newWebhook());
    }
  }

  void step() {
    int dice = random.nextInt(1_000);
    if (dice < 350) {
      event();
    } else if (dice < 650) {
      answer();
    } else if (dice < 690) {
      repeat();
    } else if (dice < 880) {
      pass(Duration.ofMillis(random.nextInt(2_000)));
    } else if (dice < 890) {
      pass(Duration.ofMillis(random.nextInt(600_000)));
    } else if (dice < 960) {
      ask();
    } else if (dice < 990) {
      change();
    } else if (dice < 995) {
      replace();
    } else {
      restored++;
      scenario = scenario.restored(directory.resolve(Integer.toString(restored)));
    }
    read();
  }

  private void event() {
    UUID webhook = anyOf(webhooks);
    boolean known = events > 0 && random.nextInt(8) == 0;
    String id = "e" + (known ? random.nextInt(events) : events++);
    books.submitted(delivery(id, webhook));
    scenario.event(id, webhook);
  }

  private void answer() {
    if (out.isEmpty()) {
      return;
    }
    Task task = out.remove(random.nextInt(out.size()));
    AttemptResult result = result(task);
    books.answered(task, result);
    scenario.result(task, result);
    oldNews.add(() -> scenario.result(task, result));
  }

  /** Each webhook has good and bad minutes. */
  private AttemptResult result(Task task) {
    long now = scenario.now().toEpochMilli();
    long mood = (now / 60_000 + task.delivery().webhookId().getLeastSignificantBits()) % 3;
    if (random.nextInt(10) < (mood == 0 ? 1 : 8)) {
      return new AttemptResult(task.attempt(), now - 20, 20, 200, null, null, null, null);
    }
    if (random.nextInt(4) == 0) {
      return new AttemptResult(
          task.attempt(), now - 900, 900, null, AttemptError.TIMEOUT, null, null, null);
    }
    int status = List.of(500, 500, 503, 429, 404, 410).get(random.nextInt(random.nextInt(6) + 1));
    Long retryAfter = random.nextBoolean() ? null : (long) random.nextInt(9_000);
    return new AttemptResult(
        task.attempt(), now - 9, 9, status, AttemptError.HTTP_STATUS, null, retryAfter, null);
  }

  private void repeat() {
    if (!oldNews.isEmpty()) {
      oldNews.get(random.nextInt(oldNews.size())).run();
    }
  }

  private void pass(Duration time) {
    scenario.jump(time);
  }

  private void ask() {
    UUID webhook = anyOf(webhooks);
    int dice = random.nextInt(4);
    if (dice == 0) {
      scenario.asked(new Command.Pause(webhook));
      books.paused(webhook, true);
    } else if (dice == 1) {
      scenario.asked(new Command.Resume(webhook));
      books.paused(webhook, false);
    } else if (dice == 2) {
      Delivery some = delivery("e" + random.nextInt(events + 1), webhook);
      scenario.asked(new Command.Cancel(webhook, some.deliveryId(), 0));
      books.cancelled(some.deliveryId());
    } else {
      retryOrTest(webhook);
    }
  }

  private void retryOrTest(UUID webhook) {
    Delivery ended = books.anyEnded(random);
    if (ended != null && webhooks.contains(ended.webhookId())) {
      books.submitted(ended);
      scenario.asked(new Command.Retry(ended, body(ended.eventId())));
    } else {
      Delivery test = delivery("test" + events++, webhook);
      books.submitted(test);
      scenario.asked(new Command.Test(test, body(test.eventId())));
    }
  }

  private void change() {
    UUID webhook = anyOf(webhooks);
    Subscription changed = settings(webhook, books.nextVersion(webhook));
    books.configured(changed);
    scenario.given(changed);
    if (random.nextInt(4) == 0) {
      // What capture repeats after a crash.
      scenario.given(settings(webhook, changed.version() - 1));
    }
  }

  private void replace() {
    int place = random.nextInt(webhooks.size());
    UUID old = webhooks.get(place);
    books.deleted(old);
    scenario.deleted(old);
    webhooks.set(place, newWebhook());
  }

  /** Its first deliveries may come before its settings. */
  private UUID newWebhook() {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    if (random.nextInt(3) > 0) {
      Subscription settings = settings(id, 1);
      books.configured(settings);
      scenario.given(settings);
    }
    return id;
  }

  private Subscription settings(UUID webhook, long version) {
    SubscriptionBuilder settings =
        TestWebhooks.webhook()
            .id(webhook)
            .tenantId("tenant")
            .version(version)
            .maxConcurrency(1 + random.nextInt(5))
            .rateLimits(5 + random.nextInt(60), 20 + random.nextInt(300))
            .maxAttempts(1 + random.nextInt(5))
            .retrySchedule(1, 2 + random.nextInt(3));
    return random.nextInt(5) == 0 ? settings.disabled(null).build() : settings.build();
  }

  private void read() {
    List<Task> tasks = scenario.tasks();
    tasks.forEach(books::handedOut);
    out.addAll(tasks);
    scenario.outcomes().forEach(books::said);
  }

  void assertBalanced(String where) {
    int inFlight = scenario.webhooks().stream().mapToInt(state -> state.inFlight().size()).sum();
    int parked = scenario.entries(ParkedStore.NAME);
    assertThat(books.open()).as("%s: conservation", where).isEqualTo(inFlight + parked);
    assertThat(scenario.waitingForTime() + scenario.entries(ParkedStore.LINE_NAME))
        .as("%s: each that waits is in one index", where)
        .isEqualTo(parked);
    assertThat(inFlight).as("%s: in flight", where).isEqualTo(out.size());
  }

  /** Lets everything end well. */
  void finish() {
    for (UUID webhook : webhooks) {
      Subscription good =
          TestWebhooks.webhook()
              .id(webhook)
              .tenantId("tenant")
              .version(books.nextVersion(webhook))
              .rateLimits(100_000, 1_000_000)
              .build();
      books.configured(good);
      books.paused(webhook, false);
      scenario.given(good).asked(new Command.Resume(webhook));
    }
    read();
    for (int i = 0; i < 1_000 && books.open() > 0; i++) {
      for (Task task : List.copyOf(out)) {
        long now = scenario.now().toEpochMilli();
        AttemptResult good = new AttemptResult(task.attempt(), now, 0, 200, null, null, null, null);
        out.remove(task);
        books.answered(task, good);
        scenario.result(task, good);
      }
      read();
      pass(Duration.ofSeconds(5));
      read();
    }
  }

  void assertAllEnded(String where) {
    assertThat(books.open()).as("%s: deliveries that never end", where).isZero();
    assertBalanced(where);
    scenario.jump(LONG.plusMinutes(1)).jump(LONG.plusMinutes(1));
    assertThat(scenario.entries(DueIndex.NAME)).as("%s: alarms", where).isZero();
    System.out.println(where + ": " + books + ", restored " + restored + " times");
  }

  private UUID anyOf(List<UUID> some) {
    return some.get(random.nextInt(some.size()));
  }

  @Override
  public void close() {
    scenario.close();
  }
}
