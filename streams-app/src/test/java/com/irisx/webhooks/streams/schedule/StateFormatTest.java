package com.irisx.webhooks.streams.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.RetryTier;
import com.irisx.webhooks.streams.delivery.Breaker;
import com.irisx.webhooks.streams.delivery.SlidingWindow;
import com.irisx.webhooks.streams.delivery.WebhookSettings;
import com.irisx.webhooks.streams.schedule.WebhookState.Alarms;
import com.irisx.webhooks.streams.schedule.WebhookState.Hold;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * State written by this version is read by the next: a stored form that changes needs a new version
 * number, and the old one must still be read. The golden files are what version 1 wrote.
 */
class StateFormatTest {

  private static final long NOW = 1_767_225_600_000L;

  private static final Delivery DELIVERY =
      new Delivery(
          UUID.fromString("2ec1b899-b5a3-5525-9620-6c2179652419"),
          UUID.fromString("3f6c1a52-7d84-4e0b-9c15-a2b8d6e4f901"),
          "tenant_acme",
          "evt_ü",
          "call.completed",
          "2025-10-29T12:03:31Z",
          NOW - 5,
          1);

  private static final WebhookState STATE =
      new WebhookState(
          new WebhookSettings(
              "tenant_acme",
              7,
              true,
              60,
              1_000,
              5,
              List.of(Duration.ofSeconds(1), Duration.ofDays(7)),
              Duration.ofSeconds(10),
              10),
          false,
          new Hold(true, DisabledReason.FAILING_TOO_LONG),
          new Breaker(21, NOW - 7, 3, NOW + 9),
          InFlight.of(
              List.of(
                  new HandOut(DELIVERY, 1, null, NOW, Duration.ofSeconds(10), true, false),
                  new HandOut(
                      DELIVERY, 2, RetryTier.M10, NOW + 1, Duration.ofSeconds(9), false, true))),
          new Usage(
              SlidingWindow.minute().plusOne(NOW - 3_000).plusOne(NOW).plusOne(NOW),
              SlidingWindow.hour().plusOne(NOW)),
          new Backlog((1L << 40) - 1, (1L << 40) + 300),
          new Alarms(NOW + 11, NOW + 12));

  @Test
  void webhookState() {
    assertGolden("webhook-state", WebhookStateFormat.write(STATE));
    assertThat(WebhookStateFormat.read(golden("webhook-state"))).isEqualTo(STATE);
  }

  @Test
  void anUnknownWebhook() {
    byte[] written = WebhookStateFormat.write(WebhookState.NEW);
    assertGolden("webhook-state-new", written);
    assertThat(WebhookStateFormat.read(written)).isEqualTo(WebhookState.NEW);
  }

  @Test
  void parkedDeliveries() {
    byte[] body = "{\"a\":1}".getBytes(UTF_8);
    for (Parked.Place place : List.of(new Parked.Due(NOW), new Parked.InLine(1L << 40))) {
      Parked parked = new Parked(DELIVERY, 3, RetryTier.S4, place, body);
      String name = "parked-" + place.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      assertGolden(name, ParkedFormat.write(parked));
      assertThat(ParkedFormat.read(golden(name))).usingRecursiveComparison().isEqualTo(parked);
    }
  }

  @Test
  void earlyResults() {
    EarlyResults early =
        EarlyResults.NONE
            .plus(NOW, new AttemptResult(1, NOW, 5, 200, null, null, null, null))
            .plus(
                NOW,
                new AttemptResult(
                    2,
                    NOW,
                    5,
                    503,
                    AttemptError.HTTP_STATUS,
                    "the endpoint answered 503",
                    7L,
                    "später".getBytes(UTF_8)))
            .asCancelled(NOW);
    assertGolden("early-results", EarlyResultStore.write(early));
    assertThat(EarlyResultStore.read(golden("early-results")))
        .usingRecursiveComparison()
        .isEqualTo(early);
  }

  @Test
  void anotherVersionIsRefusedByName() {
    byte[] written = WebhookStateFormat.write(STATE);
    written[0] = 9;
    assertThatIllegalStateException()
        .isThrownBy(() -> WebhookStateFormat.read(written))
        .withMessage("a stored value has format version 9, this program knows 1");
  }

  private static void assertGolden(String name, byte[] written) {
    assertThat(HexFormat.of().formatHex(written))
        .as("golden/state/%s.hex", name)
        .isEqualTo(HexFormat.of().formatHex(golden(name)));
  }

  private static byte[] golden(String name) {
    try (InputStream file =
        StateFormatTest.class.getResourceAsStream("/golden/state/" + name + ".hex")) {
      return file == null
          ? new byte[0]
          : HexFormat.of().parseHex(new String(file.readAllBytes(), UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
