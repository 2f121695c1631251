package com.irisx.webhooks.standalone;

import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.standalone.demo.Demo;
import com.irisx.webhooks.standalone.demo.DemoPlace;
import com.irisx.webhooks.standalone.demo.DemoReceiver;
import com.irisx.webhooks.standalone.demo.DemoTenant;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The parts and the order in which they start: what others need comes first. */
record Startup(
    StandaloneSettings settings,
    Applications applications,
    Terminal terminal,
    Map<String, String> env,
    Path log) {

  void run(Parts parts) throws Exception {
    long began = System.nanoTime();
    settings.apiPort().requireFree("the admin API");
    settings.streamsPort().requireFree("the health and metrics of streams-app");
    KeyStore keys = new KeyStore(settings.dataDirectory().resolve("keys"));
    Credentials credentials = Credentials.of(settings, keys);

    say("starting Kafka");
    EmbeddedKafka kafka = parts.start("Kafka", () -> Backends.startKafka(settings));
    say("starting Postgres");
    EmbeddedDatabase database = parts.start("Postgres", () -> Backends.startDatabase(settings));
    Map<String, String> both =
        Applications.environment(
            env, settings, credentials, new Backends(kafka, database).environment());
    say("starting admin-api");
    parts.start("admin-api", () -> applications.adminApi().start(both));
    DemoPlace place =
        new DemoPlace(
            URI.create("http://127.0.0.1:" + settings.apiPort().number()),
            kafka.bootstrapServers(),
            env.getOrDefault("WEBHOOKS_TOPIC_PREFIX", ""),
            credentials.adminToken(),
            credentials.demoApiKey());
    boolean demoTenant = settings.demo() || settings.demoApiKey().isPresent();
    if (demoTenant) {
      DemoTenant.ensure(place);
    }
    if (settings.demo()) {
      DemoReceiver receiver = parts.start("the demo's receiver", () -> DemoReceiver.start(keys));
      startStreamsApp(parts, both);
      say(ready(began, demoTenant, credentials));
      parts.start("the demo", () -> Demo.start(place, keys, terminal, receiver));
    } else {
      startStreamsApp(parts, both);
      say(ready(began, demoTenant, credentials));
    }
  }

  private void startStreamsApp(Parts parts, Map<String, String> both) throws Exception {
    say("starting streams-app");
    parts.start("streams-app", () -> applications.streamsApp().start(both));
  }

  private String ready(long began, boolean demoTenant, Credentials credentials) {
    return "ready after %.1f s\n".formatted((System.nanoTime() - began) / 1e9)
        + new Banner(settings, credentials, log, demoTenant).text();
  }

  private void say(String what) {
    terminal.out().println("  " + what);
  }
}
