package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The exact bytes of our JSON records. A difference is a change of the public contract: think of
 * readers that are not ours, then change the file.
 */
class GoldenRecordsTest {

  @Test
  void anOutcomeOfAFailedAttempt() {
    assertGolden("delivery-outcome-retrying", DeliveryOutcome.FORMAT, Records.RETRYING);
  }

  @Test
  void anOutcomeWithoutAnAttempt() {
    assertGolden("delivery-outcome-pending", DeliveryOutcome.FORMAT, Records.PENDING);
  }

  @Test
  void aTerminalOutcome() {
    assertGolden("delivery-outcome-delivered", DeliveryOutcome.FORMAT, Records.DELIVERED);
  }

  @Test
  void aSubscriptionWhoseSecretIsRotating() {
    assertGolden("subscription-rotating", Subscription.FORMAT, Records.ROTATING);
  }

  @Test
  void aSubscriptionWithDefaults() {
    assertGolden("subscription-plain", Subscription.FORMAT, Records.PLAIN);
  }

  @Test
  void theStatusOfAWebhookInTrouble() {
    assertGolden("webhook-status-troubled", WebhookStatus.FORMAT, Records.TROUBLED);
  }

  private static <T> void assertGolden(String name, Json.Format<T> format, T value) {
    String golden = golden(name);

    assertThat(new String(format.write(value), UTF_8)).isEqualTo(golden);
    assertThat(format.read(golden.getBytes(UTF_8))).isEqualTo(value);
  }

  private static String golden(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/golden", name + ".json")).stripTrailing();
    } catch (IOException e) {
      return "no golden file: " + e.getMessage();
    }
  }
}
