package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.catalog.EventCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Calls, messages and mails that go on beside each other. Threading: one thread. */
final class Stories {

  private static final int AT_ONCE = 6;

  private record Plot(String topic, List<String> steps) {}

  private static final List<Plot> PLOTS =
      List.of(
          new Plot(
              "events.call",
              List.of("call.initiated", "call.ringing", "call.answered", "call.completed")),
          new Plot("events.call", List.of("call.initiated", "call.ringing", "call.failed")),
          new Plot(
              "events.call",
              List.of("call.initiated", "call.answered", "call.dtmf", "call.completed")),
          new Plot("events.sms", List.of("sms.queued", "sms.sent", "sms.delivered")),
          new Plot("events.sms", List.of("sms.queued", "sms.sent", "sms.failed")),
          new Plot("events.sms", List.of("sms.received")),
          new Plot("events.email", List.of("email.sent", "email.delivered", "email.opened")));

  private final EventCatalog catalog;
  private final RandomGenerator random;
  private final List<Story> open = new ArrayList<>();

  Stories(EventCatalog catalog, RandomGenerator random) {
    this.catalog = catalog;
    this.random = random;
  }

  /** What happens next, somewhere. */
  DemoEvent next(Instant now) {
    while (open.size() < AT_ONCE) {
      Plot plot = PLOTS.get(random.nextInt(PLOTS.size()));
      open.add(new Story(catalog, random, plot.topic(), plot.steps()));
    }
    Story story = open.get(random.nextInt(open.size()));
    DemoEvent event = story.next(now);
    if (!story.hasNext()) {
      open.remove(story);
    }
    return event;
  }
}
