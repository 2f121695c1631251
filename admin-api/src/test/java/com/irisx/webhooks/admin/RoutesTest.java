package com.irisx.webhooks.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A word of one route where another has an id: whichever route takes it, it is a question that has
 * an answer. The routes come from the running application.
 */
class RoutesTest {

  private static final String VARIABLE = "\\{[^}]+}";

  private final AdminApi api = AdminApi.shared();
  private final ApiClient tenant = api.newTenant();

  private Set<String> patterns() {
    return api
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(route -> route.getPatternValues().stream())
        .filter(pattern -> pattern.startsWith("/v1/"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Stream<String> words(String pattern) {
    return Stream.of(pattern.replaceFirst("^/v1/", "").split("/", -1))
        .filter(segment -> !segment.matches(VARIABLE));
  }

  @Test
  void noPathIsTwoRoutes() {
    Set<String> patterns = patterns();
    Set<String> words = patterns.stream().flatMap(RoutesTest::words).collect(Collectors.toSet());
    assertThat(words).contains("deliveries", "event-types", "validate");

    for (String pattern : patterns) {
      for (String word : words) {
        String path = pattern.replaceAll(VARIABLE, word);
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
          String body = method.startsWith("P") ? "{}" : null;
          assertThat(tenant.send(method, path, body).status())
              .as(method + " " + path)
              .isLessThan(500);
        }
      }
    }
  }

  @Test
  void whatIsNoIdIsTheIdOfNothing() {
    tenant.get("/v1/webhooks/deliveries/deliveries").requireProblem(404);
    tenant.get("/v1/webhooks/nonsense/deliveries").requireProblem(404);
    tenant.get("/v1/webhooks/deliveries").requireProblem(404);
  }
}
