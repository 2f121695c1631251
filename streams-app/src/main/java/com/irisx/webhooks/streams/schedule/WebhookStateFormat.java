package com.irisx.webhooks.streams.schedule;

import com.irisx.webhooks.streams.delivery.SlidingWindow;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of {@link WebhookState}, version 1. */
final class WebhookStateFormat {

  private static final int VERSION = 1;

  private WebhookStateFormat() {}

  static byte[] write(WebhookState state) {
    StateWriter out = new StateWriter().number(VERSION);
    writeSettings(out, state.settings());
    out.flag(state.deleted());
    out.number(state.inFlight().size());
    for (HandOut handOut : state.inFlight()) {
      out.uuid(handOut.deliveryId())
          .number(handOut.run())
          .number(handOut.attempt())
          .number(handOut.deadline());
    }
    writeWindow(out, state.minute());
    writeWindow(out, state.hour());
    out.number(state.backlogHead()).number(state.backlogTail()).number(state.wakeAt());
    return out.toBytes();
  }

  static WebhookState read(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    in.expectVersion(VERSION);
    WebhookSettings settings = readSettings(in);
    boolean deleted = in.flag();
    int size = in.smallNumber();
    List<HandOut> inFlight = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      inFlight.add(new HandOut(in.uuid(), in.smallNumber(), in.smallNumber(), in.number()));
    }
    SlidingWindow minute = readWindow(in, SlidingWindow.minute());
    SlidingWindow hour = readWindow(in, SlidingWindow.hour());
    return new WebhookState(
        settings, deleted, inFlight, minute, hour, in.number(), in.number(), in.number());
  }

  private static void writeSettings(StateWriter out, @Nullable WebhookSettings settings) {
    out.flag(settings != null);
    if (settings == null) {
      return;
    }
    out.number(settings.version())
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
        version, enabled, perMinute, perHour, maxAttempts, schedule, timeout, maxConcurrency);
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
