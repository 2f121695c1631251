package com.irisx.webhooks.schema.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.BreakerState;
import com.irisx.webhooks.schema.DeliveryOutcome;
import com.irisx.webhooks.schema.DeliveryStatus;
import com.irisx.webhooks.schema.DisabledReason;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.Records;
import com.irisx.webhooks.schema.RejectionReason;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.schema.WaitReason;
import com.irisx.webhooks.schema.WebhookStatus;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The Java records and the published schemas say the same, in both directions. */
class RecordsMatchSchemasTest {

  record Pair(String topic, Class<? extends Record> type, List<byte[]> values) {
    SchemaDocument document() {
      return SchemaDocument.topic(topic);
    }

    @Override
    public String toString() {
      return topic;
    }
  }

  static List<Pair> pairs() {
    return List.of(
        new Pair(
            "delivery-outcomes",
            DeliveryOutcome.class,
            Stream.of(Records.RETRYING, Records.PENDING, Records.DELIVERED)
                .map(DeliveryOutcome.FORMAT::write)
                .toList()),
        new Pair(
            "subscriptions",
            Subscription.class,
            Stream.of(Records.ROTATING, Records.PLAIN).map(Subscription.FORMAT::write).toList()),
        new Pair(
            "webhook-status",
            WebhookStatus.class,
            Stream.of(Records.TROUBLED, Records.WELL).map(WebhookStatus.FORMAT::write).toList()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatARecordWritesIsValid(Pair pair) {
    for (byte[] value : pair.values()) {
      assertThat(pair.document().problems(Json.MAPPER.readTree(value))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyComponentIsAPropertyAndEveryPropertyAComponent(Pair pair) {
    List<String> components = components(pair).map(RecordsMatchSchemasTest::snakeCase).toList();

    assertThat(pair.document().schema().required("properties").propertyNames())
        .containsExactlyElementsOf(components);
    // Nulls are written, so a reader can rely on every member.
    assertThat(names(pair.document().schema().required("required")))
        .containsExactlyElementsOf(components);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void nullIsAllowedWhereTheRecordAllowsIt(Pair pair) {
    List<String> nullable =
        components(pair)
            .filter(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class))
            .map(RecordsMatchSchemasTest::snakeCase)
            .toList();

    assertThat(nullable).isNotEmpty();
    assertThat(Property.of(pair.document()))
        .filteredOn(property -> property.hasType("null"))
        .extracting(Property::name)
        .containsExactlyElementsOf(nullable);
  }

  @Test
  void theLabelsOfTheEnumsAreThoseOfTheSchemas() {
    assertThat(enumAt("delivery-outcomes", "status"))
        .containsExactlyElementsOf(
            Stream.of(DeliveryStatus.values()).map(DeliveryStatus::label).toList());
    List<String> errors = Stream.of(AttemptError.values()).map(AttemptError::label).toList();
    assertThat(enumAt("delivery-outcomes", "error")).containsExactlyElementsOf(errors);
    assertThat(enumAt("attempt-results", "error")).containsExactlyElementsOf(errors);
    assertThat(enumAt("dead-letters", "error")).containsExactlyElementsOf(errors);
    List<String> breakers = Stream.of(BreakerState.values()).map(BreakerState::label).toList();
    assertThat(enumAt("delivery-outcomes", "breaker")).containsExactlyElementsOf(breakers);
    assertThat(enumAt("webhook-status", "breaker")).containsExactlyElementsOf(breakers);
    assertThat(enumAt("delivery-outcomes", "waiting_for"))
        .containsExactlyElementsOf(Stream.of(WaitReason.values()).map(WaitReason::label).toList());
    assertThat(enumAt("webhook-status", "disabled_reason"))
        .containsExactlyElementsOf(
            Stream.of(DisabledReason.values()).map(DisabledReason::label).toList());
    assertThat(enumAt("rejected-events", "webhooks-rejected-reason"))
        .containsExactlyElementsOf(
            Stream.of(RejectionReason.values()).map(RejectionReason::label).toList());
  }

  private static List<String> enumAt(String topic, String property) {
    return names(
        SchemaDocument.topic(topic)
            .schema()
            .required("properties")
            .required(property)
            .required("enum"));
  }

  private static List<String> names(JsonNode array) {
    return array.values().stream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
  }

  private static Stream<RecordComponent> components(Pair pair) {
    return Arrays.stream(pair.type().getRecordComponents());
  }

  private static String snakeCase(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
