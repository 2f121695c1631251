package com.irisx.webhooks.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.catalog.EventCatalog;
import com.irisx.webhooks.schema.catalog.EventType;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StoriesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final EventCatalog CATALOG = EventCatalog.builtIn();

  @Test
  void tellsOfEventsOfTheDemoTenantThatFitTheirSchemas() {
    Stories stories = new Stories(CATALOG, new Random(7));
    Set<String> ids = new HashSet<>();
    Set<String> types = new HashSet<>();
    for (DemoEvent event : Stream.generate(() -> stories.next(NOW)).limit(300).toList()) {
      JsonNode json = Json.MAPPER.readTree(event.json());
      assertThat(json.get("tenant_id").asString()).isEqualTo("demo");
      assertThat(json.get("occurred_at").asString()).isEqualTo(NOW.toString());
      assertThat(json.get("type").asString()).isEqualTo(event.type());
      assertThat(json.get("id").asString()).isEqualTo(event.id());
      assertThat(event.topic()).isEqualTo("events." + event.type().replaceFirst("\\..*", ""));
      assertFits(event.type(), json.get("data"));
      assertThat(ids.add(event.id())).isTrue();
      types.add(event.type());
    }
    assertThat(types).contains("call.completed", "sms.received", "email.opened");
  }

  @Test
  void oneCallKeepsItsIdAndNumbers() {
    Story story =
        new Story(
            CATALOG,
            new Random(7),
            "events.call",
            List.of("call.initiated", "call.ringing", "call.completed"));
    DemoEvent first = story.next(NOW);
    DemoEvent second = story.next(NOW);
    DemoEvent last = story.next(NOW);

    assertThat(story.hasNext()).isFalse();
    assertThat(List.of(second.key(), last.key())).containsOnly(first.key());
    assertThat(member(first, "call_sid"))
        .isEqualTo(member(second, "call_sid"))
        .isEqualTo(member(last, "call_sid"))
        .isNotEqualTo(sample("call.initiated").path("data").path("call_sid").asString());
    assertThat(member(first, "from")).isEqualTo(member(last, "from"));
  }

  @Test
  void anotherCallHasOtherIds() {
    Random random = new Random(7);
    List<String> steps = List.of("call.completed");
    DemoEvent one = new Story(CATALOG, random, "events.call", steps).next(NOW);
    DemoEvent other = new Story(CATALOG, random, "events.call", steps).next(NOW);

    assertThat(member(one, "call_sid")).isNotEqualTo(member(other, "call_sid"));
    assertThat(one.key()).isNotEqualTo(other.key());
  }

  @Test
  void movesTheSamplesTimesToNow() {
    DemoEvent event =
        new Story(CATALOG, new Random(7), "events.call", List.of("call.completed")).next(NOW);

    assertThat(Duration.between(Instant.parse(member(event, "ended_at")), NOW))
        .isEqualTo(Duration.ZERO);
  }

  private static void assertFits(String type, JsonNode data) {
    EventType known = CATALOG.find(type);
    assertThat(known).isNotNull();
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(known == null ? "{}" : known.schema(), InputFormat.JSON);
    assertThat(schema.validate(data.toString(), InputFormat.JSON)).isEmpty();
  }

  private static JsonNode sample(String type) {
    EventType known = CATALOG.find(type);
    return Json.MAPPER.readTree(known == null ? "{}" : known.sample());
  }

  private static String member(DemoEvent event, String name) {
    return Json.MAPPER.readTree(event.json()).get("data").get(name).asString();
  }
}
