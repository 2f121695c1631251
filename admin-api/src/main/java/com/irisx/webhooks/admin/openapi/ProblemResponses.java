package com.irisx.webhooks.admin.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which errors a route may answer with, and what they look like. */
final class ProblemResponses {

  private static final Map<String, String> PROBLEMS = new LinkedHashMap<>();

  static {
    PROBLEMS.put("400", "Members or parameters are wrong; `errors` names each.");
    PROBLEMS.put("401", "No bearer token, or one that opens nothing here.");
    PROBLEMS.put("404", "There is no such thing, or it belongs to someone else.");
    PROBLEMS.put("409", "The request contradicts what is there.");
    PROBLEMS.put("413", "The body is larger than any request needs, or nested too deeply.");
    PROBLEMS.put("422", "The `Idempotency-Key` came before with another body.");
    PROBLEMS.put(
        "503",
        "The database cannot be reached, though deliveries go on; or the message broker, or too"
            + " much is asked at once. Try again in a moment.");
  }

  private ProblemResponses() {}

  static void define(Components components) {
    components.addSchemas("Problem", schema());
    PROBLEMS.forEach(
        (status, description) ->
            components.addResponses(
                "Problem" + status, response(Integer.parseInt(status), description)));
  }

  /** Adds to a route the problems that its parameters and its body can lead to. */
  static void add(Operation operation) {
    boolean hasBody = operation.getRequestBody() != null;
    List<Parameter> parameters =
        operation.getParameters() == null ? List.of() : operation.getParameters();
    boolean hasPath = parameters.stream().anyMatch(p -> "path".equals(p.getIn()));
    boolean hasQuery = parameters.stream().anyMatch(p -> "query".equals(p.getIn()));
    boolean creates = operation.getResponses().containsKey("201");
    add(operation, "400", hasBody || hasQuery);
    add(operation, "401", true);
    add(operation, "404", hasPath);
    add(operation, "409", creates);
    add(operation, "413", hasBody);
    add(operation, "503", true);
  }

  private static void add(Operation operation, String status, boolean applies) {
    if (applies) {
      operation
          .getResponses()
          .addApiResponse(
              status, new ApiResponse().$ref("#/components/responses/Problem" + status));
    }
  }

  private static ApiResponse response(int status, String description) {
    Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType().schema(problem).example(Examples.problem(status))));
  }

  private static Schema<?> schema() {
    return new ObjectSchema()
        .description("RFC 9457")
        .addProperty("type", new StringSchema().description("A stable name of the problem."))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("A sentence for a person."))
        .addProperty("instance", new StringSchema())
        .addProperty("errors", errors());
  }

  private static Schema<?> errors() {
    ArraySchema errors = new ArraySchema();
    errors.setDescription("Every member or parameter at fault.");
    errors.setItems(
        new ObjectSchema()
            .addProperty("field", new StringSchema())
            .addProperty("detail", new StringSchema()));
    return errors;
  }
}
