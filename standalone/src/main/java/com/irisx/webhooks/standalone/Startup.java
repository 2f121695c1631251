package com.irisx.webhooks.standalone;

import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.embedded.EmbeddedDatabase;
import com.irisx.webhooks.embedded.EmbeddedKafka;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.standalone.demo.ApiRefusedException;
import com.irisx.webhooks.standalone.demo.Demo;
import com.irisx.webhooks.standalone.demo.DemoObstacle;
import com.irisx.webhooks.standalone.demo.DemoPlace;
import com.irisx.webhooks.standalone.demo.DemoReceiver;
import com.irisx.webhooks.standalone.demo.DemoTenant;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
            URI.create("http://" + host("127.0.0.1") + ":" + settings.apiPort().number()),
            kafka.bootstrapServers(),
            setting("WEBHOOKS_TOPIC_PREFIX", Topics.DEFAULT_PREFIX),
            credentials.adminToken(),
            credentials.demoApiKey());
    Optional<String> key = demoTenantsKey(place, keys);
    Optional<String> obstacle =
        key.isPresent() ? DemoObstacle.in(settings) : Optional.of("its API key was revoked");
    if (settings.demo() && obstacle.isEmpty()) {
      String prefix = setting("WEBHOOKS_HEADER_PREFIX", HeaderRules.DEFAULT_PREFIX);
      DemoReceiver receiver =
          parts.start("the demo's receiver", () -> DemoReceiver.start(keys, prefix));
      startStreamsApp(parts, both);
      say(ready(began, key, credentials));
      startDemo(parts, place.with(key.get()), keys, receiver);
    } else {
      startStreamsApp(parts, both);
      say(ready(began, key, credentials));
      if (settings.demo()) {
        obstacle.ifPresent(this::leaveDemoOut);
      }
    }
  }

  /** The demo tenant's API key; empty if nobody wants that tenant, or the key given was revoked. */
  private Optional<String> demoTenantsKey(DemoPlace place, KeyStore keys) {
    if (!settings.demo() && settings.demoApiKey().isEmpty()) {
      return Optional.empty();
    }
    if (settings.demoApiKey().isEmpty()) {
      return DemoTenant.ensure(place, () -> Optional.of(Credentials.renewDemoApiKey(keys)));
    }
    Optional<String> key = DemoTenant.ensure(place, Optional::empty);
    if (key.isEmpty()) {
      say("WEBHOOKS_DEMO_API_KEY was revoked: unset it, or set another");
    }
    return key;
  }

  /** What the API refuses the demo is no reason to take the rest down. */
  private void startDemo(Parts parts, DemoPlace place, KeyStore keys, DemoReceiver receiver)
      throws Exception {
    try {
      parts.start("the demo", () -> Demo.start(place, keys, terminal, receiver));
    } catch (ApiRefusedException e) {
      leaveDemoOut(String.valueOf(e.getMessage()));
    }
  }

  private void leaveDemoOut(String reason) {
    say("The demo is left out: " + reason + ". Everything else runs.");
  }

  /** A setting of both applications that the demo has to know, too. */
  private String setting(String name, String otherwise) {
    return new Environment(env, lookUp -> {}).text(name, otherwise);
  }

  private String host(String everywhere) {
    return ServedAt.host(setting("WEBHOOKS_BIND_ADDRESS", "0.0.0.0"), everywhere);
  }

  private void startStreamsApp(Parts parts, Map<String, String> both) throws Exception {
    say("starting streams-app");
    parts.start("streams-app", () -> applications.streamsApp().start(both));
  }

  private String ready(long began, Optional<String> demoKey, Credentials credentials) {
    return "ready after %.1f s\n".formatted((System.nanoTime() - began) / 1e9)
        + new Banner(
                settings,
                host("localhost"),
                demoKey.map(credentials::with).orElse(credentials),
                log,
                demoKey.isPresent())
            .text();
  }

  private void say(String what) {
    terminal.out().println("  " + what);
  }
}
