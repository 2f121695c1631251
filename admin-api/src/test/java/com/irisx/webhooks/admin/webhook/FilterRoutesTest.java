package com.irisx.webhooks.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.admin.AdminApi;
import com.irisx.webhooks.admin.ApiAnswer;
import com.irisx.webhooks.admin.ApiClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter of a webhook, from request to answer. */
class FilterRoutesTest {

  private static final String FILTER =
      "{\"to\":[\"+1\",null,true],\"from\":[{\"prefix\":\"ü\"}],"
          + "\"price\":{\"amount\":[0.50,12345678901234567890,{\"numeric\":[\">\",-1.25]}]}}";

  private final ApiClient tenant = AdminApi.shared().newTenant();

  private static String webhook(String filter) {
    return "{\"url\":\"https://example.com/\",\"events\":[\"*\"],\"filter\":" + filter + "}";
  }

  private String create(String filter) {
    return "/v1/webhooks/"
        + tenant.send("POST", "/v1/webhooks", webhook(filter)).require(201).text("id");
  }

  @Test
  void itIsShownAsItWasGiven() {
    ApiAnswer created = tenant.send("POST", "/v1/webhooks", webhook(FILTER)).require(201);
    String path = "/v1/webhooks/" + created.text("id");
    String member = "\"filter\":" + FILTER + ",";

    assertThat(created.response().body()).contains(member);
    assertThat(tenant.get(path).require(200).response().body()).contains(member);
    assertThat(tenant.get("/v1/webhooks").require(200).response().body()).contains(member);
  }

  @Test
  void anUpdateOfSomethingElseLeavesItAlone() {
    String path = create(FILTER);

    ApiAnswer changed = tenant.patch(path, Map.of("timeout_ms", 500)).require(200);

    assertThat(changed.response().body()).contains("\"filter\":" + FILTER + ",");
  }

  @Test
  void anUpdateReplacesIt() {
    String path = create(FILTER);
    for (String method : List.of("PUT", "PATCH")) {
      String filter = "{\"" + method + "\":[{\"numeric\":[\"<\",1.5]}]}";

      tenant.send(method, path, "{\"filter\":" + filter + "}").require(200);

      assertThat(tenant.get(path).response().body()).contains("\"filter\":" + filter + ",");
    }
    tenant.send("PATCH", path, "{\"filter\":{\"a\":[1e999999]}}").requireInvalid("filter");
    tenant.send("PATCH", path, "{\"filter\":{\"a\":1}}").requireInvalid("filter.a");
    assertThat(tenant.get(path).response().body()).contains("\"PATCH\":[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", " { } "})
  void noneIsNull(String none) {
    String path = create(none);
    assertThat(tenant.get(path).body().required("filter").isNull()).isTrue();
    tenant.send("PATCH", path, "{\"filter\":" + FILTER + "}").require(200);

    tenant.send("PATCH", path, "{\"filter\":" + none + "}").require(200);

    assertThat(tenant.get(path).body().required("filter").isNull()).isTrue();
  }

  @Test
  void aFormLearnsWhetherItWouldBeTaken() {
    tenant.send("POST", "/v1/webhooks/validate", webhook(FILTER)).require(204);
    tenant
        .send("POST", "/v1/webhooks/validate", webhook("{\"a\":[{\"numeric\":[\"~\",1]}]}"))
        .requireInvalid("filter.a[0].numeric");
  }
}
