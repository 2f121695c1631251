package com.irisx.webhooks.schema.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.AttemptResult;
import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.DeliveryHeaders;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.Records;
import com.irisx.webhooks.schema.RejectionHeaders;
import com.irisx.webhooks.schema.RejectionReason;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The headers that the code writes are those of the published schemas, in both directions. */
class HeadersMatchSchemasTest {

  @Test
  void deliveries() {
    assertMatch("deliveries", DeliveryHeaders.of(Records.DELIVERY));
    assertAll("deliveries", DeliveryHeaders.of(Records.DELIVERY));
  }

  @Test
  void deliveryTasks() {
    assertMatch("delivery-tasks", DeliveryHeaders.task(Records.DELIVERY, 3));
    assertAll("delivery-tasks", DeliveryHeaders.task(Records.DELIVERY, 3));
  }

  @Test
  void attemptResults() {
    assertMatch("attempt-results", Records.SUCCEEDED.headers(Records.DELIVERY));
    assertAll("attempt-results", Records.REFUSED.headers(Records.DELIVERY));
  }

  @Test
  void attemptResultsHaveNoMoreThanTheFactsThatAreKnown() {
    AttemptResult least = new AttemptResult(1, 1, 0, null, null, null, null, null);

    assertThat(names(least.headers(Records.DELIVERY)))
        .containsExactlyInAnyOrderElementsOf(required("attempt-results"));
  }

  @Test
  void deadLetters() {
    assertMatch("dead-letters", Records.REFUSED.headers(Records.DELIVERY));
    assertAll("dead-letters", Records.REFUSED.headers(Records.DELIVERY));
  }

  @Test
  void commands() {
    byte[] body = {};
    Headers retry = new Command.Retry(Records.DELIVERY, body).headers();
    assertMatch("commands", retry);
    assertAll("commands", retry);
    assertMatch("commands", new Command.Test(Records.DELIVERY, body).headers());
    assertMatch(
        "commands", new Command.Cancel(Records.WEBHOOK_ID, Records.DELIVERY_ID, 1).headers());
    assertMatch("commands", new Command.Pause(Records.WEBHOOK_ID).headers());
    assertMatch("commands", new Command.Resume(Records.WEBHOOK_ID).headers());
  }

  @Test
  void rejectedEvents() {
    Headers headers = new RecordHeaders();
    RejectionHeaders.add(
        headers, RejectionReason.MISSING_FIELD, "tenant_id is missing", "events.call", 3, 7, -1);

    assertMatch("rejected-events", headers);
    assertAll("rejected-events", headers);
  }

  private static void assertMatch(String topic, Headers headers) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    headers.forEach(header -> object.put(header.key(), new String(header.value(), UTF_8)));

    assertThat(SchemaDocument.topic(topic).problems(object)).isEmpty();
    assertThat(names(headers)).containsAll(required(topic));
  }

  private static void assertAll(String topic, Headers headers) {
    assertThat(names(headers))
        .containsExactlyInAnyOrderElementsOf(
            SchemaDocument.topic(topic).schema().required("properties").propertyNames());
  }

  private static List<String> required(String topic) {
    return SchemaDocument.topic(topic).schema().required("required").values().stream()
        .map(JsonNode::stringValue)
        .toList();
  }

  private static List<String> names(Headers headers) {
    return List.of(headers.toArray()).stream().map(header -> header.key()).toList();
  }
}
