package com.irisx.webhooks.admin.eventtype;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.schema.Topics;
import com.irisx.webhooks.testing.TestCluster;
import com.irisx.webhooks.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The operator's event types: no code changes, no restart, on every instance at once. */
class CatalogRoutesTest {

  private static final TestDatabase DATABASE = TestCluster.shared().newDatabase();
  private static final Topics TOPICS = new Topics(TestCluster.shared().newTopicPrefix());
  private static final AdminApi API = AdminApi.start(DATABASE, TOPICS);
  private static final ApiClient OPERATOR = API.operator();

  private static final String FAX =
      """
      {"type": "fax.received", "category": "fax", "description": "A fax came in.",
       "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "required": ["pages"], "properties": {"pages": {"type": "integer", "minimum": 1}}},
       "sample": {"pages": 3}}
      """;

  @AfterAll
  static void stop() {
    API.close();
  }

  private static ObjectNode fax(String type) {
    return ((ObjectNode) Json.MAPPER.readTree(FAX)).put("type", type);
  }

  private static ApiAnswer post(JsonNode type) {
    return OPERATOR.send("POST", "/v1/event-types", type.toString());
  }

  private static JsonNode listed(ApiClient tenant, String type) {
    JsonNode categories = tenant.get("/v1/webhooks/event-types").require(200).body();
    return StreamSupport.stream(categories.required("data").spliterator(), false)
        .flatMap(c -> StreamSupport.stream(c.required("event_types").spliterator(), false))
        .filter(listed -> listed.required("type").asString().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static ApiAnswer subscribe(ApiClient tenant, String type) {
    return tenant.post(
        "/v1/webhooks", Map.of("url", "https://example.com/", "events", List.of(type)));
  }

  @Test
  void aNewTypeIsListedAndCanBeSubscribedToOnEveryInstance() {
    try (AdminApi other = AdminApi.start(DATABASE, TOPICS)) {
      ApiClient tenant = API.newTenant();
      ApiClient elsewhere = new ApiClient(other.operator().baseUrl(), tenant.token());
      subscribe(elsewhere, "fax.sent").requireInvalid("events[0]");

      JsonNode created = post(fax("fax.sent")).require(201).body();

      assertThat(created.required("type").asString()).isEqualTo("fax.sent");
      subscribe(tenant, "fax.sent").require(201);
      subscribe(elsewhere, "fax.*").require(201);
      JsonNode listed = listed(elsewhere, "fax.sent");
      assertThat(listed.required("description").asString()).isEqualTo("A fax came in.");
      assertThat(listed.required("schema").required("required").required(0).asString())
          .isEqualTo("pages");
      // A complete event, as every sample of the catalog.
      assertThat(listed.required("sample").required("type").asString()).isEqualTo("fax.sent");
      assertThat(listed.required("sample").required("data").required("pages").asInt()).isEqualTo(3);
    }
  }

  @Test
  void aTypeIsAddedOnce() {
    post(fax("fax.once")).require(201);
    post(fax("fax.once")).requireProblem(409);
    post(fax("call.completed")).requireProblem(409);
  }

  @Test
  void aTypeIsChangedAndStaysSoWhenTheApiStartsAgain() {
    OPERATOR
        .put("/v1/event-types/call.dtmf", Map.of("description", "A key was pressed."))
        .require(200);
    JsonNode before = listed(API.newTenant(), "call.dtmf");

    try (AdminApi again = AdminApi.start(DATABASE, TOPICS)) {
      JsonNode after = listed(again.newTenant(), "call.dtmf");
      assertThat(after).isEqualTo(before);
      assertThat(after.required("description").asString()).isEqualTo("A key was pressed.");
    }
  }

  @Test
  void aChangeIsCheckedAsAWhole() {
    post(fax("fax.changed")).require(201);
    OPERATOR
        .put(
            "/v1/event-types/fax.changed",
            Map.of("schema", Map.of("type", "object", "required", List.of("cover"))))
        .requireInvalid("sample");
    OPERATOR.put("/v1/event-types/fax.changed", Map.of("type", "fax.other")).requireProblem(400);
    OPERATOR
        .put(
            "/v1/event-types/fax.changed",
            Map.of(
                "schema", Map.of("type", "object", "required", List.of("cover")),
                "sample", Map.of("cover", "x")))
        .require(200);
    OPERATOR.put("/v1/event-types/fax.nowhere", Map.of()).requireProblem(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          type             | type        | "a b"
          type             | type        | ""
          category         | category    | ""
          category         | category    | "a\\u0000"
          description      | description | null
          description      | description | "\\ud800"
          schema           | schema      | null
          schema           | schema      | true
          schema           | schema      | {"type": "objekt"}
          schema           | schema      | {"required": "pages"}
          schema           | schema      | {"$ref": "http://127.0.0.1:1/schema.json"}
          schema           | schema      | {"$ref": "#/$defs/none"}
          schema           | schema      | {"$ref": "#"}
          schema           | schema      | {"properties": {"pages": {"pattern": "("}}}
          schema           | schema      | {"minimum": 1e999999}
          schema.$schema   | schema      | {"$schema": "http://json-schema.org/draft-07/schema#"}
          sample           | sample      | {"pages": 0}
          sample           | sample      | {}
          sample           | sample      | 3
          sample           | sample      | null
          sample           | sample      | {"pages": 1, "n": 1e999999}
          sample           | sample      | {"pages": 1, "s": "\\ud800"}
          sample           | sample      | {"type": "fax.received", "data": {"pages": 0}}
          """)
  void whatIsWrongIsNamed(String field, String member, String value) {
    ObjectNode type = fax("fax.received");
    type.remove(member);
    String body = type.toString();
    OPERATOR
        .send(
            "POST",
            "/v1/event-types",
            body.substring(0, body.length() - 1) + ",\"" + member + "\":" + value + "}")
        .requireInvalid(field);
  }

  @Test
  void tenantsMayNot() {
    ApiClient tenant = API.newTenant();
    tenant.post("/v1/event-types", Map.of()).requireProblem(401);
    tenant.put("/v1/event-types/call.dtmf", Map.of()).requireProblem(401);
  }
}
