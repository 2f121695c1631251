package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.irisx.webhooks.schema.DeliveryHeaders.MalformedHeaderException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryHeadersTest {

  @Test
  void aCopyHasTheFactsOfTheTaskAndNothingElse() {
    Headers task = DeliveryHeaders.task(Records.DELIVERY, 4).add("error", new byte[] {1});

    assertThat(DeliveryHeaders.copyOfTask(task).toArray())
        .containsExactly(DeliveryHeaders.task(Records.DELIVERY, 4).toArray());
  }

  @Test
  void aDeliveryComesBackAsItWent() {
    assertThat(DeliveryHeaders.delivery(DeliveryHeaders.of(Records.DELIVERY)))
        .isEqualTo(Records.DELIVERY);
  }

  @Test
  void aTaskIsADeliveryWithTheNumberOfTheAttempt() {
    Headers task = DeliveryHeaders.task(Records.DELIVERY, 4);

    assertThat(DeliveryHeaders.delivery(task)).isEqualTo(Records.DELIVERY);
    assertThat(DeliveryHeaders.attempt(task)).isEqualTo(4);
  }

  @Test
  void textSurvivesWhateverItsAlphabet() {
    Delivery delivery =
        new Delivery(
            Records.DELIVERY_ID,
            Records.WEBHOOK_ID,
            "größe ✓ 🚀",
            "/calls/eu#\u0000\n1",
            "call.completed",
            "2025-10-29T12:03:31.123456789+02:00",
            1_000_000_000_000_000L,
            1_000_000);

    assertThat(DeliveryHeaders.delivery(DeliveryHeaders.of(delivery))).isEqualTo(delivery);
  }

  @Test
  void everyHeaderIsReadableText() {
    assertThat(DeliveryHeaders.task(Records.DELIVERY, 1).toArray())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly(
            "delivery-id=2ec1b899-b5a3-5525-9620-6c2179652419",
            "webhook-id=3f6c1a52-7d84-4e0b-9c15-a2b8d6e4f901",
            "tenant-id=tenant_acme",
            "event-id=evt_01k8r2m4c004h7v9xq3z5t6w8y",
            "event-type=call.completed",
            "occurred-at=2025-10-29T12:03:31Z",
            "created-at=1761739411042",
            "run=1",
            "attempt=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delivery-id",
        "webhook-id",
        "tenant-id",
        "event-id",
        "event-type",
        "occurred-at",
        "created-at",
        "run"
      })
  void aMissingHeaderIsNamed(String name) {
    Headers headers = DeliveryHeaders.of(Records.DELIVERY).remove(name);

    assertThatExceptionOfType(MalformedHeaderException.class)
        .isThrownBy(() -> DeliveryHeaders.delivery(headers))
        .withMessage("record header '" + name + "' is missing");
  }

  @Test
  void aHeaderWithoutValueIsMissing() {
    Headers headers = DeliveryHeaders.of(Records.DELIVERY).add("tenant-id", null);

    assertThatExceptionOfType(MalformedHeaderException.class)
        .isThrownBy(() -> DeliveryHeaders.delivery(headers))
        .withMessage("record header 'tenant-id' is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "delivery-id, 1-2-3-4-5,                            is no UUID",
    "delivery-id, 2ec1b899b5a3552596206c2179652419,     is no UUID",
    "webhook-id,  3f6c1a52-7d84-4e0b-9c15-a2b8d6e4f90g, is no UUID",
    "created-at,  2025-10-29T12:03:31Z,                 is no number",
    "created-at,  9223372036854775808,                  is no number",
    "run,         1.0,                                  is no number",
    "run,         '',                                   is no number",
    "run,         2147483648,                           is out of range",
  })
  void anUnreadableHeaderIsNamedWithItsValue(String name, String value, String problem) {
    Headers headers = DeliveryHeaders.of(Records.DELIVERY).add(name, value.getBytes(UTF_8));

    assertThatExceptionOfType(MalformedHeaderException.class)
        .isThrownBy(() -> DeliveryHeaders.delivery(headers))
        .withMessage("record header '" + name + "' " + problem + ": '" + value + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "4294967297"})
  void anUnreadableAttemptIsNamed(String value) {
    Headers headers = new RecordHeaders().add("attempt", value.getBytes(UTF_8));

    assertThatExceptionOfType(MalformedHeaderException.class)
        .isThrownBy(() -> DeliveryHeaders.attempt(headers))
        .withMessageContaining("'attempt'")
        .withMessageContaining(value);
  }

  @Test
  void anUnreadableValueIsCutAndCannotForgeALogLine() {
    Headers headers =
        DeliveryHeaders.of(Records.DELIVERY)
            .add("run", ("1\n2025 ERROR" + "x".repeat(1000)).getBytes(UTF_8));

    assertThatExceptionOfType(MalformedHeaderException.class)
        .isThrownBy(() -> DeliveryHeaders.delivery(headers))
        .withMessage("record header 'run' is no number: '1?2025 ERROR" + "x".repeat(52) + "…'");
  }
}
