package com.irisx.webhooks.admin.eventtype;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.schema.catalog.EventPattern;
import com.irisx.webhooks.schema.catalog.EventType;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** The catalog's samples in the form that webhooks get. */
@Service
public class SampleEvents {

  private final EventTypes types;
  private final JsonMapper json;

  SampleEvents(EventTypes types, JsonMapper json) {
    this.types = types;
    this.json = json;
  }

  /**
   * A sample.
   *
   * @param eventType what it is a sample of
   * @param data the event's data in JSON, as the catalog spells them
   */
  public record Sample(String eventType, String data) {

    /**
     * The body of a request: exactly what a real event's would be, see {@code
     * schemas/webhook-body.schema.json}.
     *
     * @param eventId and the other texts hold nothing that JSON would escape
     */
    public byte[] body(String eventId, String occurredAt) {
      return ("{\"id\":\""
              + eventId
              + "\",\"event\":\""
              + eventType
              + "\",\"timestamp\":\""
              + occurredAt
              + "\",\"data\":"
              + data
              + "}")
          .getBytes(UTF_8);
    }
  }

  /**
   * The sample of a type.
   *
   * @throws ProblemException with status 400 that names {@code field} if the catalog has no such
   *     type
   */
  public Sample ofType(String field, String eventType) {
    return all()
        .filter(type -> type.type().equals(eventType))
        .findFirst()
        .map(this::sample)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    field, "is no event type of the catalog, see /v1/webhooks/event-types"));
  }

  /** The sample of the first type that the first pattern chooses, in the catalog's order. */
  public Sample first(List<String> patterns) {
    List<EventType> catalog = all().toList();
    return patterns.stream()
        .map(EventPattern::parse)
        .flatMap(pattern -> catalog.stream().filter(type -> pattern.matches(type.type())))
        .findFirst()
        .map(this::sample)
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "events", "choose no event type that the catalog has a sample of"));
  }

  private Stream<EventType> all() {
    return Stream.concat(types.catalog().types().stream(), types.systemCatalog().types().stream());
  }

  private Sample sample(EventType type) {
    return new Sample(type.type(), RawMember.of(json, type.sample(), "data"));
  }
}
