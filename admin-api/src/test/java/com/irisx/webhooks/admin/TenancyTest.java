package com.irisx.webhooks.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.projection.Outcomes;
import com.irisx.webhooks.admin.projection.TestArrivals;
import com.irisx.webhooks.admin.projection.TestProjection;
import com.irisx.webhooks.admin.security.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * S3: every route there is, asked for with no key, a wrong key and another tenant's ids. The routes
 * come from the running application, so that a new one cannot be forgotten.
 */
class TenancyTest {

  private static final List<String> WITH_BODY = List.of("POST", "PUT", "PATCH");

  private final AdminApi api = AdminApi.shared();
  private final String ownerId = "tenant-" + UUID.randomUUID();
  private final ApiClient owner = api.newTenant(ownerId);
  private final ApiClient stranger = api.newTenant();
  private final UUID webhook = owner.newWebhook();
  private final Outcomes delivery = Outcomes.of(ownerId, webhook);

  private record Route(String method, String path, HandlerMethod handler) {
    boolean isFor(Class<? extends Caller> caller) {
      return Arrays.stream(handler.getMethodParameters())
          .map(MethodParameter::getParameterType)
          .anyMatch(caller::equals);
    }

    ApiAnswer ask(ApiClient client) {
      return client.send(method, path, WITH_BODY.contains(method) ? "{}" : null);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** The application's own routes with the owner's ids in them. */
  private List<Route> routes() {
    return api
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .entrySet()
        .stream()
        .filter(
            route ->
                route
                    .getValue()
                    .getBeanType()
                    .getName()
                    .startsWith(AdminApplication.class.getPackageName()))
        .flatMap(
            route ->
                route.getKey().getMethodsCondition().getMethods().stream()
                    .flatMap(
                        method ->
                            route.getKey().getPatternValues().stream()
                                .map(
                                    path ->
                                        new Route(name(method), filled(path), route.getValue()))))
        .toList();
  }

  private static String name(RequestMethod method) {
    return method.name();
  }

  private String filled(String path) {
    return path.replace("/deliveries/{id}", "/deliveries/" + delivery.deliveryId())
        .replace("{tenantId}", ownerId)
        .replaceAll("/webhooks/\\{[^}]+}", "/webhooks/" + webhook)
        .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
  }

  private Stream<Route> withIds() {
    return routes().stream()
        .filter(route -> route.isFor(Caller.Tenant.class))
        .filter(
            route ->
                route.path().contains(webhook.toString())
                    || route.path().contains(delivery.deliveryId().toString()));
  }

  @Test
  void theRoutesAreTheOnesOfTheContract() {
    Set<String> paths = new TreeSet<>();
    routes().forEach(route -> paths.add(route.toString()));

    assertThat(paths)
        .contains(
            "GET /v1/webhooks",
            "DELETE /v1/webhooks/" + webhook,
            "POST /v1/webhooks/" + webhook + "/test",
            "POST /v1/webhooks/" + webhook + "/secret/rotate",
            "POST /v1/webhooks/deliveries/" + delivery.deliveryId() + "/retry",
            "POST /v1/tenants/" + ownerId + "/api-keys");
    assertThat(withIds().toList()).hasSizeGreaterThan(11);
  }

  @Test
  void nobodyIsLetInWithoutAKeyOrWithAWrongOne() {
    for (Route route : routes()) {
      assertThat(route.ask(stranger.anonymous()).requireProblem(401).response().headers().map())
          .as(route.toString())
          .containsKey("www-authenticate");
      route.ask(api.as("whk_wrong")).requireProblem(401);
      route.ask(api.as("")).requireProblem(401);
    }
  }

  @Test
  void spellingsOfAPathDoNotOpenIt() {
    ApiClient anonymous = stranger.anonymous();
    for (String path :
        List.of(
            "/v1/webhooks/",
            "//v1/webhooks",
            "/v1/./webhooks",
            "/v1/webhooks;x=y",
            "/v1/webhooks/%2e%2e/tenants")) {
      assertThat(anonymous.get(path).status()).as(path).isIn(400, 401, 404);
    }
  }

  @Test
  void aTenantIsNoOperatorAndAnOperatorIsNoTenant() {
    for (Route route : routes()) {
      route.ask(route.isFor(Caller.Operator.class) ? owner : api.operator()).requireProblem(401);
    }
  }

  @Test
  void anotherTenantsIdsAreTheIdsOfNothing() {
    TestArrivals.write(api, delivery, "{\"id\":\"secret payload\"}");
    TestProjection.write(api, List.of(delivery.failed(1)));
    String before = owner.get("/v1/webhooks/" + webhook).require(200).response().body();

    withIds().forEach(this::assertNothing);

    assertThat(owner.get("/v1/webhooks/" + webhook).require(200).response().body())
        .isEqualTo(before);
    owner.get("/v1/webhooks/deliveries/" + delivery.deliveryId()).require(200);
    assertThat(stranger.get("/v1/webhooks").body().required("data")).isEmpty();
  }

  private void assertNothing(Route route) {
    ApiAnswer answer = route.ask(stranger);
    assertThat(answer.status()).as("%s answers %s", route, answer.response().body()).isEqualTo(404);
    assertThat(answer.requireProblem(404).response().body())
        .as(route.toString())
        .doesNotContain("example.com")
        .doesNotContain(ownerId)
        .doesNotContain("secret payload");
  }

  /** Whatever else is in the path: a tenant's own routes answer its own ids. */
  @Test
  void itsOwnerFindsThemAll() {
    TestArrivals.write(api, delivery, "{}");

    withIds()
        .filter(route -> !route.method().equals("DELETE"))
        .forEach(
            route ->
                assertThat(route.ask(owner).status()).as(route.toString()).isNotIn(401, 404, 500));
  }

  @Test
  void aKeyInUseIsNotWrittenWithEachRequest() {
    String row = "SELECT xmin::text || last_used_at::text FROM api_keys WHERE tenant_id = ?";
    Sql sql = new Sql(api.database());
    owner.get("/v1/webhooks").require(200);
    String before = sql.texts(row, ownerId).get(0);

    for (int i = 0; i < 5; i++) {
      owner.get("/v1/webhooks").require(200);
    }
    assertThat(sql.texts(row, ownerId)).containsExactly(before);

    sql.run(
        "UPDATE api_keys SET last_used_at = now() - interval '2 minutes' WHERE tenant_id = ?",
        ownerId);
    String old = sql.texts(row, ownerId).get(0);
    owner.get("/v1/webhooks").require(200);
    assertThat(sql.texts(row, ownerId).get(0)).isNotEqualTo(old);
  }
}
