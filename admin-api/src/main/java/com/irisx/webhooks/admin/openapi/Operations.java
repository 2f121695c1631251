package com.irisx.webhooks.admin.openapi;

import com.irisx.webhooks.admin.security.Caller;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/**
 * What each route says of itself beyond its types: a name that stays, who may call it, problems and
 * examples.
 */
@Component
final class Operations implements GlobalOperationCustomizer {

  private static final String JSON = "application/json";

  private final NullableMembers nullable;

  Operations(NullableMembers nullable) {
    this.nullable = nullable;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    operation.setOperationId(name(method));
    operation.setTags(List.of(feature(method)));
    operation.setSecurity(
        List.of(
            new SecurityRequirement()
                .addList(
                    takes(method, Caller.Operator.class)
                        ? OpenApiConfiguration.OPERATOR
                        : OpenApiConfiguration.TENANT)));
    ProblemResponses.add(operation);
    nullable.find(method);
    request(operation);
    answer(operation);
    return operation;
  }

  /** The same whatever other routes there are: {@code webhookCreate}. */
  private static String name(HandlerMethod method) {
    String controller = method.getBeanType().getSimpleName().replace("Controller", "");
    String action = method.getMethod().getName();
    return controller.substring(0, 1).toLowerCase(Locale.ROOT)
        + controller.substring(1)
        + action.substring(0, 1).toUpperCase(Locale.ROOT)
        + action.substring(1);
  }

  private static String feature(HandlerMethod method) {
    String name = method.getBeanType().getPackageName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean takes(HandlerMethod method, Class<? extends Caller> caller) {
    return Arrays.stream(method.getMethodParameters())
        .map(MethodParameter::getParameterType)
        .anyMatch(caller::equals);
  }

  private static void request(Operation operation) {
    RequestBody body = operation.getRequestBody();
    MediaType json = body == null ? null : json(body.getContent());
    if (json == null) {
      return;
    }
    Schema<?> schema = json.getSchema();
    boolean isAnyObject =
        schema == null || String.valueOf(schema.get$ref()).endsWith("/ObjectNode");
    if (isAnyObject && operation.getOperationId().equals("webhookUpdate")) {
      // A change takes any of the members that a creation takes.
      json.setSchema(new Schema<>().$ref("#/components/schemas/WebhookRequest"));
    }
    example(json, operation.getOperationId() + ".request");
  }

  private static void answer(Operation operation) {
    operation
        .getResponses()
        .forEach(
            (status, response) -> {
              MediaType json = status.startsWith("2") ? json(response.getContent()) : null;
              if (json != null) {
                example(json, operation.getOperationId() + ".response");
              }
            });
  }

  private static @Nullable MediaType json(@Nullable Content content) {
    return content == null ? null : content.get(JSON);
  }

  private static void example(MediaType json, String name) {
    Object example = Examples.find(name);
    if (example != null) {
      json.setExample(example);
    }
  }
}
