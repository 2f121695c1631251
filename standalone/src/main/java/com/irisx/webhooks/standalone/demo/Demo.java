package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.standalone.KeyStore;
import com.irisx.webhooks.standalone.Terminal;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows the job being done: webhooks made through the API, producers, and what comes of it all. */
public final class Demo implements AutoCloseable {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "demo-view"));
  private final Progress progress;
  private final View view;
  private final EventGenerator generator;
  private final OutcomeReader outcomes;
  private boolean firstShown;

  private Demo(Progress progress, View view, EventGenerator generator, OutcomeReader outcomes) {
    this.progress = progress;
    this.view = view;
    this.generator = generator;
    this.outcomes = outcomes;
  }

  /** Starts it; returns when events flow. */
  public static Demo start(
      DemoPlace place, KeyStore keys, Terminal terminal, DemoReceiver receiver) {
    DemoWebhooks webhooks = new DemoWebhooks(ApiClient.of(place.api(), place.apiKey()), keys);
    webhooks.ensure(receiver);
    Progress progress = receiver.progress();
    OutcomeReader outcomes =
        OutcomeReader.start(place.bootstrapServers(), place.topics().deliveryOutcomes(), progress);
    webhooks.prove();
    EventGenerator generator = EventGenerator.start(place.bootstrapServers(), progress);

    Demo demo = new Demo(progress, View.on(terminal), generator, outcomes);
    var unused =
        demo.timer.scheduleAtFixedRate(
            demo::show, demo.view.paceMs(), demo.view.paceMs(), TimeUnit.MILLISECONDS);
    return demo;
  }

  @Override
  public void close() {
    generator.close();
    outcomes.close();
    timer.shutdownNow();
    var end = progress.now();
    view.say(
        "  %d events, %d deliveries, %d repeat attempts; the %d that wait go on with the next start"
            .formatted(end.produced(), end.delivered(), end.retries(), end.waiting()));
  }

  private void show() {
    var now = progress.now();
    if (!firstShown && now.verified() > 0) {
      firstShown = true;
      view.say("  The first webhook arrived, and both of its signatures are right.");
    }
    view.show(now);
  }
}
