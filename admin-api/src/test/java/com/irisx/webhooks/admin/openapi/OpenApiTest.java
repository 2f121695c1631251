package com.irisx.webhooks.admin.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.security.ResponseHeaders;
import com.irisx.webhooks.schema.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The API describes itself; a change of the description is seen in review. */
class OpenApiTest {

  /** Read by people and machines that have no server at hand. */
  private static final Path GOLDEN = Path.of("../docs/openapi.json");

  private static final String REFRESH =
      "./mvnw -pl admin-api -am test -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dopenapi.refresh=true";

  private final AdminApi api = AdminApi.shared();
  private final ApiClient anyone = api.as("").anonymous();

  private JsonNode description() {
    return anyone.get("/v3/api-docs").require(200).body();
  }

  private static List<JsonNode> operations(JsonNode description) {
    List<JsonNode> operations = new ArrayList<>();
    description.required("paths").forEach(path -> path.forEach(operations::add));
    return operations;
  }

  @Test
  void theDescriptionIsTheGoldenFile() throws IOException {
    String text = anyone.get("/v3/api-docs").require(200).response().body().strip() + "\n";
    if (Boolean.getBoolean("openapi.refresh")) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(text)
        .as("if the API changed on purpose, refresh docs/openapi.json: " + REFRESH)
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void everyRouteSaysWhoMayCallItAndWhatCanGoWrong() {
    List<JsonNode> operations = operations(description());

    assertThat(operations).hasSizeGreaterThan(10);
    assertThat(operations)
        .allSatisfy(
            operation -> {
              String caller = operation.required("security").required(0).propertyNames().toString();
              assertThat(caller).isIn("[api_key]", "[operator_token]");
              assertThat(operation.required("responses").propertyNames()).contains("401", "503");
              if (operation.has("requestBody")) {
                assertThat(operation.required("responses").propertyNames()).contains("400", "413");
              }
            });
    assertThat(operations.stream().map(o -> o.required("operationId").asString()))
        .contains("webhookCreate", "deliveryList", "statisticsGet", "catalogCreate");
    assertThat(description().required("components").required("securitySchemes").propertyNames())
        .contains("api_key", "operator_token");
  }

  private static List<String> answers(JsonNode description, String path, String method) {
    return List.copyOf(
        description
            .required("paths")
            .required(path)
            .required(method)
            .required("responses")
            .propertyNames());
  }

  @Test
  void everyRouteSaysWhatItReallyAnswers() {
    JsonNode description = description();
    String delivery = "/v1/webhooks/deliveries/{id}";

    assertThat(answers(description, "/v1/webhooks", "post"))
        .contains("201", "400", "409", "422")
        .doesNotContain("200");
    assertThat(answers(description, "/v1/webhooks/{id}/test", "post"))
        .contains("200", "202", "404", "409", "422");
    assertThat(answers(description, "/v1/webhooks/{id}/secret/rotate", "post"))
        .contains("200", "404", "409", "422");
    assertThat(answers(description, delivery + "/retry", "post"))
        .contains("202", "400", "404", "409", "422")
        .doesNotContain("200");
    assertThat(answers(description, delivery + "/cancel", "post"))
        .contains("202", "404", "409")
        .doesNotContain("200", "422");
    assertThat(answers(description, "/v1/webhooks/{id}/pause", "post"))
        .contains("202")
        .doesNotContain("200", "409", "422");
  }

  /** What a new webhook and its first delivery have not got yet is null in real answers. */
  @Test
  void whatIsNullInAnAnswerMayBeNullInItsDescription() {
    ApiClient tenant = api.newTenant();
    String webhook = "/v1/webhooks/" + tenant.newWebhook();
    JsonNode sent = tenant.post(webhook + "/test").require(202).body();
    String delivery = "/v1/webhooks/deliveries/" + sent.required("delivery_id").asString();
    JsonNode schemas = description().required("components").required("schemas");

    assertNullsAreDescribed(schemas, "TestResult", sent);
    assertNullsAreDescribed(schemas, "WebhookView", tenant.get(webhook).body());
    assertNullsAreDescribed(schemas, "PageWebhookView", tenant.get("/v1/webhooks").body());
    assertNullsAreDescribed(schemas, "DeliveryView", tenant.get(delivery).body());
    assertNullsAreDescribed(
        schemas, "PageDeliveryView", tenant.get(webhook + "/deliveries").body());
    JsonNode statistics = tenant.get("/v1/stats").body();
    assertNullsAreDescribed(schemas, "StatisticsView", statistics);
    assertNullsAreDescribed(schemas, "Day", statistics.required("events_per_day").required(0));
  }

  private static void assertNullsAreDescribed(JsonNode schemas, String name, JsonNode answer) {
    JsonNode properties = schemas.required(name).required("properties");
    List<String> nulls =
        answer.propertyNames().stream().filter(member -> answer.required(member).isNull()).toList();
    assertThat(nulls).as(name).isNotEmpty();
    for (String member : nulls) {
      assertThat(properties.required(member).required("type").toString())
          .as(name + "." + member)
          .contains("\"null\"");
    }
    assertThat(properties.path("id").path("type").toString()).doesNotContain("null");
  }

  @Test
  void whatARequestMustNameIsNotNull() {
    JsonNode properties =
        description()
            .required("components")
            .required("schemas")
            .required("WebhookRequest")
            .required("properties");

    assertThat(properties.required("url").required("type").asString()).isEqualTo("string");
    assertThat(properties.required("max_attempts").required("type").toString()).contains("null");
  }

  /** A reference that leads nowhere breaks every generator of clients. */
  @Test
  void everyReferenceLeadsSomewhere() {
    JsonNode description = description();
    List<String> references = description.findValuesAsString("$ref");

    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void membersAreWrittenAsTheApiWritesThem() {
    JsonNode schemas = description().required("components").required("schemas");
    for (JsonNode schema : schemas) {
      assertThat(schema.path("properties").propertyNames())
          .allMatch(name -> name.matches("[a-z0-9_$]+"));
    }
  }

  @Test
  void everyExampleIsOfARoute() throws IOException {
    List<String> operations =
        operations(description()).stream().map(o -> o.required("operationId").asString()).toList();
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/openapi"))) {
      assertThat(files.map(file -> file.getFileName().toString().split("\\.", -1)[0]))
          .allMatch(operations::contains);
    }
  }

  /** Examples are copied: they must work, and show every member that answers have. */
  @Test
  void theExamplesAreTaken() {
    ApiClient tenant = api.newTenant();
    ApiAnswer created = tenant.post("/v1/webhooks", example("webhookCreate.request")).require(201);
    assertThat(members(created.body())).isEqualTo(members(example("webhookCreate.response")));
    ApiAnswer changed =
        tenant.put("/v1/webhooks/" + created.text("id"), example("webhookUpdate.request"));
    assertThat(members(changed.require(200).body()))
        .isEqualTo(members(example("webhookUpdate.response")));
    assertThat(members(tenant.get("/v1/stats").require(200).body()))
        .isEqualTo(members(example("statisticsGet.response")));
    ApiAnswer key =
        api.operator()
            .post(
                "/v1/tenants/"
                    + api.operator().post("/v1/tenants", Map.of("name", "x")).text("id")
                    + "/api-keys",
                example("apiKeyCreate.request"));
    assertThat(members(key.require(201).body()))
        .isEqualTo(members(example("apiKeyCreate.response")));
  }

  private static JsonNode example(String name) {
    return Json.MAPPER.valueToTree(Objects.requireNonNull(Examples.find(name)));
  }

  private static List<String> members(JsonNode object) {
    return object.propertyNames().stream().sorted().toList();
  }

  @Test
  void thePageIsServedFromHereUnderAStrictPolicy() {
    ApiAnswer redirect = anyone.get("/docs");
    assertThat(redirect.status()).isBetween(200, 302);
    ApiAnswer page = anyone.get("/swagger-ui/index.html").require(200);
    assertThat(page.response().headers().firstValue("Content-Security-Policy"))
        .hasValue(ResponseHeaders.DOCS_POLICY);
    assertThat(ResponseHeaders.DOCS_POLICY).doesNotContain("unsafe").doesNotContain("http");
    assertThat(page.response().body()).doesNotContain("http").doesNotContain("<script>");
    anyone.get("/swagger-ui/swagger-ui-bundle.js").require(200);
    ApiAnswer start = anyone.get("/swagger-ui/swagger-initializer.js").require(200);
    assertThat(start.response().body()).doesNotContain("petstore");
  }
}
