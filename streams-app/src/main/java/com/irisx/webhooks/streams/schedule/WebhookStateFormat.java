package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.streams.delivery.Breaker;
import com.irisx.webhooks.streams.delivery.SlidingWindow;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import com.irisx.webhooks.streams.schedule.WebhookState.Alarms;
import com.irisx.webhooks.streams.schedule.WebhookState.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of {@link WebhookState}, version 1. */
final class WebhookStateFormat {

  private static final int VERSION = 1;

  private WebhookStateFormat() {}

  static byte[] write(WebhookState state) {
    return write(new StateWriter(), state);
  }

  /**
   * Writes with a writer that may have been used before.
   *
   * @return an array of its own
   */
  static byte[] write(StateWriter writer, WebhookState state) {
    StateWriter out = writer.reset().number(VERSION);
    writeSettings(out, state.settings());
    out.flag(state.deleted());
    writeHold(out, state.hold());
    writeBreaker(out, state.breaker());
    state.inFlight().write(out);
    writeWindow(out, state.usage().minute());
    writeWindow(out, state.usage().hour());
    out.number(state.backlog().head()).number(state.backlog().tail());
    out.number(state.alarms().line()).number(state.alarms().sweep());
    return out.toBytes();
  }

  static WebhookState read(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    in.expectVersion(VERSION);
    return new WebhookState(
        readSettings(in),
        in.flag(),
        readHold(in),
        readBreaker(in),
        readInFlight(in),
        new Usage(readWindow(in, SlidingWindow.minute()), readWindow(in, SlidingWindow.hour())),
        new Backlog(in.number(), in.number()),
        new Alarms(in.number(), in.number()));
  }

  private static void writeHold(StateWriter out, Hold hold) {
    out.flag(hold.paused()).optional(hold.disabled(), (reason, to) -> to.text(reason.label()));
  }

  private static Hold readHold(StateReader in) {
    boolean paused = in.flag();
    return new Hold(paused, in.flag() ? DisabledReason.of(in.text()) : null);
  }

  private static void writeBreaker(StateWriter out, Breaker breaker) {
    out.number(breaker.failures())
        .number(breaker.failingSince())
        .number(breaker.trips())
        .number(breaker.openUntil());
  }

  private static Breaker readBreaker(StateReader in) {
    return new Breaker(in.smallNumber(), in.number(), in.smallNumber(), in.number());
  }

  private static InFlight readInFlight(StateReader in) {
    int size = in.smallNumber();
    List<HandOut> handOuts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      handOuts.add(HandOutFormat.read(in));
    }
    return InFlight.of(handOuts);
  }

  private static void writeSettings(StateWriter out, @Nullable WebhookSettings settings) {
    out.flag(settings != null);
    if (settings == null) {
      return;
    }
    out.text(settings.tenantId())
        .number(settings.version())
        .flag(settings.enabled())
        .number(settings.rateLimitPerMinute())
        .number(settings.rateLimitPerHour())
        .number(settings.maxAttempts())
        .number(settings.timeout().toMillis())
        .number(settings.maxConcurrency())
        .number(settings.retrySchedule().size());
    settings.retrySchedule().forEach(delay -> out.number(delay.toMillis()));
  }

  private static @Nullable WebhookSettings readSettings(StateReader in) {
    if (!in.flag()) {
      return null;
    }
    String tenantId = in.text();
    long version = in.number();
    boolean enabled = in.flag();
    int perMinute = in.smallNumber();
    int perHour = in.smallNumber();
    int maxAttempts = in.smallNumber();
    Duration timeout = Duration.ofMillis(in.number());
    int maxConcurrency = in.smallNumber();
    int delays = in.smallNumber();
    List<Duration> schedule = new ArrayList<>(delays);
    for (int i = 0; i < delays; i++) {
      schedule.add(Duration.ofMillis(in.number()));
    }
    return new WebhookSettings(
        tenantId,
        version,
        enabled,
        perMinute,
        perHour,
        maxAttempts,
        schedule,
        timeout,
        maxConcurrency);
  }

  private static void writeWindow(StateWriter out, SlidingWindow window) {
    int used = 0;
    for (int age = 0; age <= SlidingWindow.SPAN_SLOTS; age++) {
      used += window.count(age) > 0 ? 1 : 0;
    }
    out.number(window.latest()).number(used);
    for (int age = 0; age <= SlidingWindow.SPAN_SLOTS; age++) {
      if (window.count(age) > 0) {
        out.number(age).number(window.count(age));
      }
    }
  }

  private static SlidingWindow readWindow(StateReader in, SlidingWindow kind) {
    long latest = in.number();
    int used = in.smallNumber();
    int[] counts = new int[SlidingWindow.SPAN_SLOTS + 1];
    for (int i = 0; i < used; i++) {
      counts[in.smallNumber()] = in.smallNumber();
    }
    return kind.restored(latest, counts);
  }
}
