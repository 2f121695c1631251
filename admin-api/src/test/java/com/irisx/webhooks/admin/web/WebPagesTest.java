package com.irisx.webhooks.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import com.irisx.webhooks.admin.security.ResponseHeaders;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as files: where they are, for how long, and what browsers may do with them. */
class WebPagesTest {

  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(assets/[^\"]+)\"");

  private final AdminApi api = AdminApi.shared();
  private final ApiClient anyone = api.as("").anonymous();

  private static String header(ApiAnswer answer, String name) {
    return answer.response().headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html"})
  void theFirstPageIsForEverybodyAndAskedForEachTime(String path) {
    ApiAnswer page = anyone.get(path).require(200);

    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    assertThat(page.response().body())
        .contains("<div id=\"app\">")
        .doesNotContain("@")
        .doesNotContain("http")
        .doesNotContain("style=");
  }

  @Test
  void whatItLoadsIsNamedAfterItsContentAndKept() {
    List<String> assets =
        ASSET
            .matcher(anyone.get("/").response().body())
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(assets).hasSize(3).allMatch(name -> name.matches("assets/\\w+-[0-9a-f]{12}\\.\\w+"));
    for (String asset : assets) {
      ApiAnswer file = anyone.get("/" + asset).require(200);
      assertThat(header(file, "Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
      assertThat(header(file, "Content-Type"))
          .as(asset)
          .matches("(text|application)/javascript.*|text/css.*|image/svg\\+xml.*");
    }
  }

  @Test
  void filesAreCompressedAndAnswersAreNot() {
    Map<String, String> gzip = Map.of("Accept-Encoding", "gzip");
    Matcher script = ASSET.matcher(anyone.get("/").response().body());
    assertThat(script.results().map(found -> found.group(1)).filter(name -> name.endsWith(".js")))
        .allSatisfy(
            name ->
                assertThat(header(anyone.send("GET", "/" + name, null, gzip), "Content-Encoding"))
                    .isEqualTo("gzip"));
    ApiAnswer catalog =
        api.newTenant().send("GET", "/v1/webhooks/event-types", null, gzip).require(200);
    assertThat(header(catalog, "Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/assets/none.js",
        "/docs",
        "/swagger-ui/index.html",
        "/swagger-ui/swagger-ui.css",
        "/v3/api-docs",
        "/v1/webhooks",
        "/actuator/health",
        "/nothing"
      })
  void everyAnswerSaysWhatBrowsersMayDoWithIt(String path) {
    ApiAnswer answer = anyone.get(path);

    assertThat(header(answer, "Content-Security-Policy"))
        .isEqualTo(
            path.startsWith("/swagger-ui") ? ResponseHeaders.DOCS_POLICY : ResponseHeaders.POLICY)
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe")
        .doesNotContain("*");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }

  @Test
  void whatTheApiAnswersIsNotKept() {
    assertThat(header(api.newTenant().get("/v1/webhooks").require(200), "Cache-Control"))
        .isEqualTo("no-store");
    assertThat(header(anyone.get("/v1/webhooks").require(401), "Cache-Control"))
        .isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/nothing",
        "/v1/webhooks/x/y/z",
        "/webhooks",
        "/assets",
        "/assets/",
        "/assets/app.js",
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/web/index.html",
        "/build.xml",
        "/application.properties",
        "/webhooks-admin.properties"
      })
  void thereIsNothingElse(String path) {
    ApiAnswer answer = api.newTenant().get(path);

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.response().body()).doesNotContain("<div id=\"app\">");
    if (path.startsWith("/v1")) {
      answer.requireProblem(404);
    }
  }

  @Test
  void settingsAreJudgedWithoutBeingKept() {
    ApiClient tenant = api.newTenant();
    tenant
        .post(
            "/v1/webhooks/validate",
            Map.of("url", "https://example.com/a", "events", List.of("call.*")))
        .require(204);
    tenant
        .post(
            "/v1/webhooks/validate",
            Map.of("url", "https://10.0.0.1/", "events", List.of("call.*")))
        .requireInvalid("url");

    assertThat(tenant.get("/v1/webhooks").require(200).body().required("data")).isEmpty();
  }
}
