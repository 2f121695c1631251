package com.irisx.webhooks.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may call what, and that nobody sees another's rows. */
class CallersTest {

  private final AdminApi api = AdminApi.shared();

  /** Every route of ours; {id} stands for a webhook's or a delivery's id. */
  private static final List<String> TENANT_ROUTES =
      List.of(
          "POST /v1/webhooks",
          "GET /v1/webhooks",
          "GET /v1/webhooks/{id}",
          "PUT /v1/webhooks/{id}",
          "PATCH /v1/webhooks/{id}",
          "DELETE /v1/webhooks/{id}",
          "GET /v1/webhooks/{webhookId}/deliveries",
          "GET /v1/webhooks/deliveries/{id}",
          "GET /v1/webhooks/event-types",
          "GET /v1/stats");

  private static final List<String> OPERATOR_ROUTES =
      List.of(
          "POST /v1/tenants",
          "POST /v1/tenants/{tenantId}/api-keys",
          "DELETE /v1/tenants/{tenantId}/api-keys/{keyId}",
          "POST /v1/event-types",
          "PUT /v1/event-types/{type}");

  @Test
  void theListsAboveAreAllRoutesThereAre() {
    List<String> routes =
        api
            .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .entrySet()
            .stream()
            .filter(route -> isOurs(route.getValue()))
            .flatMap(
                route ->
                    route.getKey().getMethodsCondition().getMethods().stream()
                        .map(
                            method ->
                                method + " " + route.getKey().getPatternValues().iterator().next()))
            .toList();

    assertThat(routes)
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.Stream.concat(TENANT_ROUTES.stream(), OPERATOR_ROUTES.stream())
                .toList());
  }

  @Test
  void noRouteAnswersWithoutTheRightToken() {
    ApiClient tenant = api.newTenant();
    for (String route : TENANT_ROUTES) {
      refuses(api.as("wrong"), route);
      refuses(api.as("wrong").anonymous(), route);
      refuses(api.operator(), route);
    }
    for (String route : OPERATOR_ROUTES) {
      refuses(api.as("wrong"), route);
      refuses(api.as("wrong").anonymous(), route);
      refuses(tenant, route);
    }
  }

  private static void refuses(ApiClient client, String route) {
    ApiAnswer answer = call(client, route, UUID.randomUUID().toString());
    answer.requireProblem(401);
    assertThat(answer.response().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
  }

  @Test
  void anotherTenantsIdIsTheIdOfNothing() {
    String id = api.newTenant().newWebhook().toString();
    ApiClient other = api.newTenant();

    for (String route : TENANT_ROUTES) {
      if (route.contains("{")) {
        call(other, route, id).requireProblem(404);
      }
    }

    assertThat(other.get("/v1/webhooks").require(200).body().required("data").isEmpty()).isTrue();
  }

  @Test
  void spellingsOfAPathDoNotOpenIt() {
    ApiClient anonymous = api.as("x").anonymous();
    for (String path :
        List.of("/v1/webhooks/", "//v1/webhooks", "/v1/./webhooks", "/v1/webhooks;x=y")) {
      assertThat(anonymous.get(path).status()).as(path).isIn(400, 401, 404);
    }
    assertThat(anonymous.get("/v1/webhooks/%2e%2e/tenants").status()).isIn(400, 401, 404);
  }

  private static ApiAnswer call(ApiClient client, String route, String id) {
    String method = route.substring(0, route.indexOf(' '));
    String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{\\w+}", id);
    return method.startsWith("P")
        ? client.send(
            method, path, com.irisx.webhooks.schema.Json.MAPPER.writeValueAsString(Map.of()))
        : client.send(method, path, null);
  }

  private static boolean isOurs(HandlerMethod method) {
    return method.getBeanType().getName().startsWith("com.irisx.webhooks");
  }
}
