package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.irisx.webhooks.filter.Filter;
import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.testing.ReceivedRequest;
import com.irisx.webhooks.testing.ScriptedReceiver;
import com.irisx.webhooks.testing.TestEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the API by table, capture and topic to who gets an event and who does not. */
class FilteredDeliveryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");
  private static final StandaloneProcess STACK = SharedProcess.INSTANCE;

  @Test
  void aFilterGivenToTheApiDecidesAboutEventsButNotAboutTests() throws Exception {
    try (ScriptedReceiver receiver = ScriptedReceiver.start();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", STACK.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      for (String path : List.of("/filtered", "/before", "/changed")) {
        receiver.on(path).respondWith(200);
      }
      Tenant tenant = Tenant.create(STACK, "filtered");
      // No sample of the catalog has such a number.
      Map<String, Object> filter = Map.of("from", List.of(Map.of("prefix", "+999")));
      Tenant.CreatedWebhook filtered = webhook(tenant, receiver.url("/filtered"), filter);
      Tenant.CreatedWebhook changed = webhook(tenant, receiver.url("/before"), filter);
      tenant.send(
          "PATCH",
          "/v1/webhooks/" + changed.id(),
          Map.of("url", receiver.url("/changed"), "filter", Map.of()),
          200);
      // Where tests are sent from, events are routed, and by the same copy of the webhook.
      await().atMost(PATIENCE).until(() -> isTested(tenant, filtered, receiver, "/filtered"));
      await().atMost(PATIENCE).until(() -> isTested(tenant, changed, receiver, "/changed"));

      for (String from : List.of("+1", "+999", "+1999", "+9991", "+998", "+99900")) {
        String event =
            TestEvent.callCompleted()
                .withTenant(tenant.id())
                .withId("from" + from)
                .withData("{\"from\":\"" + from + "\"}")
                .json();
        var unused =
            producer.send(new ProducerRecord<>("events.call", event.getBytes(UTF_8))).get();
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(events(receiver.requests("/filtered")))
                    .containsExactlyInAnyOrder("from+999", "from+9991", "from+99900");
                assertThat(events(receiver.requests("/changed"))).hasSize(6);
              });
    }
  }

  private static Tenant.CreatedWebhook webhook(
      Tenant tenant, String url, Map<String, Object> filter) throws Exception {
    return tenant.webhook(Map.of("url", url, "events", List.of("*"), "filter", filter));
  }

  private static boolean isTested(
      Tenant tenant, Tenant.CreatedWebhook webhook, ScriptedReceiver receiver, String path)
      throws Exception {
    JsonNode test =
        tenant.send("POST", "/v1/webhooks/" + webhook.id() + "/test?wait=10s", Map.of(), 200);
    assertThat(test.required("status").asString()).isEqualTo("delivered");
    return !receiver.requests(path).isEmpty();
  }

  private static List<String> events(List<ReceivedRequest> requests) {
    return requests.stream()
        .map(request -> Json.MAPPER.readTree(request.text()).required("id").asString())
        .filter(id -> !id.startsWith("test_"))
        .toList();
  }

  @Test
  void theExamplesOfTheGuideAreFilters() throws Exception {
    String section = Page.named("integration-guide.md").text().split("\n## Filter\n", 2)[1];
    List<String> examples =
        EXAMPLE.matcher(section.split("\n## ", 2)[0]).results().map(m -> m.group(1)).toList();

    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      assertThat(Filter.parse(new FilterText(example)).isEmpty()).isFalse();
    }
    assertThat(section)
        .contains(
            Integer.toString(Filter.MAX_BYTES),
            Integer.toString(Filter.MAX_DEPTH),
            Integer.toString(Filter.MAX_ALTERNATIVES));
  }
}
