package com.irisx.webhooks.schema.catalog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCatalogTest {

  private final EventCatalog catalog = EventCatalog.builtIn();

  @Test
  void twentyFiveTypesInFourCategories() {
    assertThat(catalog.types()).hasSize(25);
    assertThat(catalog.byCategory().keySet()).containsExactly("call", "sms", "email", "system");
    assertThat(names("call"))
        .containsExactly(
            "call.initiated",
            "call.ringing",
            "call.answered",
            "call.completed",
            "call.failed",
            "call.recording.started",
            "call.recording.completed",
            "call.dtmf");
    assertThat(names("sms"))
        .containsExactly(
            "sms.received",
            "sms.sent",
            "sms.delivered",
            "sms.failed",
            "sms.queued",
            "mms.received",
            "mms.sent");
    assertThat(names("email"))
        .containsExactly(
            "email.received",
            "email.sent",
            "email.delivered",
            "email.bounced",
            "email.opened",
            "email.clicked");
    assertThat(names("system"))
        .containsExactly(
            "tenant.limit.reached",
            "tenant.limit.warning",
            "phone_number.assigned",
            "phone_number.released");
  }

  @Test
  void eventsAboutWebhooksAreApart() {
    EventCatalog system = EventCatalog.system();

    assertThat(system.types()).extracting(EventType::type).containsExactly("webhook.disabled");
    assertThat(catalog.hasMatch(EventPattern.parse("webhook.*"))).isFalse();
    assertThat(system.hasMatch(EventPattern.parse("webhook.*"))).isTrue();
  }

  @Test
  void everyTypeIsDescribedInOneSentence() {
    assertThat(catalog.types())
        .extracting(EventType::description)
        .allMatch(sentence -> sentence.matches("[A-Z][^.]+\\."))
        .doesNotHaveDuplicates();
  }

  @Test
  void aTypeIsFoundByItsName() {
    EventType found = requireNonNull(catalog.find("call.completed"));

    assertThat(found.category()).isEqualTo("call");
    assertThat(found.schema())
        .contains("\"required\": [\"call_sid\", \"duration_seconds\", \"from\", \"to\"]");
    assertThat(found.sample()).contains("\"type\": \"call.completed\"");
    assertThat(catalog.find("call.vanished")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "call.completed,    true",
    "call.*,            true",
    "call.recording.*,  true",
    "tenant.limit.*,    true",
    "*,                 true",
    "tenant.*,          false",
    "call.vanished,     false",
    "fax.*,             false",
    "call.completed.*,  false",
  })
  void aPatternHasAMatchOrNot(String pattern, boolean hasMatch) {
    assertThat(catalog.hasMatch(EventPattern.parse(pattern))).isEqualTo(hasMatch);
  }

  @Test
  void everyFileOfTheFolderBelongsToAType() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/schemas/events"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("catalog.json"),
                      catalog.types().stream()
                          .flatMap(
                              type ->
                                  Stream.of(
                                      type.type() + ".schema.json", type.type() + ".sample.json")))
                  .toList());
    }
  }

  @Test
  void aTypeOccursOnce() {
    EventType type = new EventType("fax.sent", "fax", "A fax was sent.", "{}", "{}");

    assertThat(EventCatalog.of(List.of(type)).types()).containsExactly(type);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCatalog.of(List.of(type, type)))
        .withMessage("event type 'fax.sent' occurs twice");
  }

  @Test
  void aTypeHasAValidName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EventType("fax.*", "fax", "A fax.", "{}", "{}"))
        .withMessage("invalid event type 'fax.*'");
  }

  private List<String> names(String category) {
    return catalog.byCategory().getOrDefault(category, List.of()).stream()
        .map(EventType::type)
        .toList();
  }
}
