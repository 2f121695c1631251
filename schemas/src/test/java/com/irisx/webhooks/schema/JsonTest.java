package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.irisx.webhooks.schema.document.SchemaDocument;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

class JsonTest {

  record Thing(String firstName, Instant createdAt, Map<String, Integer> counts) {}

  private static final Json.Format<Thing> THINGS = Json.format(Thing.class);

  @Test
  void snakeCaseIsoTimesAndSortedMaps() {
    Thing thing =
        new Thing("Ana", Instant.parse("2025-10-29T12:00:00.5Z"), Map.of("b", 2, "c", 3, "a", 1));

    assertThat(new String(THINGS.write(thing), UTF_8))
        .isEqualTo(
            """
            {"first_name":"Ana","created_at":"2025-10-29T12:00:00.500Z",\
            "counts":{"a":1,"b":2,"c":3}}""");
  }

  @Test
  void unknownMembersAreIgnored() {
    ObjectNode newer = sample("delivery-outcomes").put("added_later", 1);

    assertThat(DeliveryOutcome.FORMAT.read(bytes(newer)).status())
        .isEqualTo(DeliveryStatus.RETRYING);
  }

  @Test
  void samplesAreReadableRecords() {
    byte[] outcome = bytes(sample("delivery-outcomes"));
    byte[] subscription = bytes(sample("subscriptions"));

    assertThat(DeliveryOutcome.FORMAT.write(DeliveryOutcome.FORMAT.read(outcome)))
        .isEqualTo(outcome);
    assertThat(Subscription.FORMAT.write(Subscription.FORMAT.read(subscription)))
        .isEqualTo(subscription);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{", "\"x\"", "{} {}"})
  void whatIsNoDocumentIsAnException(String json) {
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Subscription.FORMAT.read(json.getBytes(UTF_8)));
    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> DeliveryOutcome.FORMAT.read(json.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "tenant_id",
        "version",
        "url",
        "events",
        "enabled",
        "secret",
        "rate_limit_per_minute",
        "rate_limit_per_hour",
        "max_attempts",
        "retry_schedule_seconds",
        "timeout_ms",
        "max_concurrency",
        "headers"
      })
  void aSubscriptionWithoutANeededMemberIsAnException(String member) {
    ObjectNode broken = sample("subscriptions");
    broken.remove(member);

    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> Subscription.FORMAT.read(bytes(broken)))
        .withMessageContaining(member);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delivery_id",
        "event_id",
        "event_type",
        "tenant_id",
        "webhook_id",
        "status",
        "terminal",
        "run",
        "attempt",
        "max_attempts",
        "occurred_at",
        "created_at",
        "recorded_at"
      })
  void anOutcomeWithoutANeededMemberIsAnException(String member) {
    ObjectNode broken = sample("delivery-outcomes");
    broken.remove(member);

    assertThatExceptionOfType(JacksonException.class)
        .isThrownBy(() -> DeliveryOutcome.FORMAT.read(bytes(broken)))
        .withMessageContaining(member);
  }

  @Test
  void anOutcomeIsTerminalExactlyIfItsStatusIs() {
    DeliveryOutcome delivered = Records.DELIVERED;

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DeliveryOutcome(
                    delivered.deliveryId(),
                    delivered.eventId(),
                    delivered.eventType(),
                    delivered.tenantId(),
                    delivered.webhookId(),
                    delivered.status(),
                    false,
                    0,
                    1,
                    5,
                    204,
                    1L,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    delivered.occurredAt(),
                    delivered.createdAt(),
                    null,
                    delivered.recordedAt()));
  }

  @Test
  void aSubscriptionDoesNotFollowItsArguments() {
    Map<String, String> headers = new TreeMap<>(Map.of("X-A", "1"));
    Subscription plain = Records.PLAIN;
    Subscription subscription =
        new Subscription(
            plain.id(),
            plain.tenantId(),
            1,
            plain.url(),
            plain.events(),
            true,
            plain.secret(),
            null,
            null,
            1,
            1,
            1,
            plain.retryScheduleSeconds(),
            1,
            1,
            headers,
            null,
            null);

    headers.put("X-B", "2");

    assertThat(subscription.headers()).isEqualTo(Map.of("X-A", "1"));
  }

  @Test
  void aSubscriptionsTextShowsNoSecretAndNoHeader() {
    assertThat(Records.ROTATING)
        .hasToString(
            "Subscription[id=3f6c1a52-7d84-4e0b-9c15-a2b8d6e4f901, version=7, enabled=false]");
  }

  private static ObjectNode sample(String topic) {
    return SchemaDocument.topic(topic).sample().deepCopy().asObject();
  }

  private static byte[] bytes(ObjectNode json) {
    return Json.MAPPER.writeValueAsBytes(json);
  }
}
