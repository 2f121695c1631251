package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.standalone.demo.ApiClient.Reply;

/** The tenant of the demo and its API key, from this start or an earlier one. */
public final class DemoTenant {

  static final String ID = "demo";
  private static final int CREATED = 201;
  private static final int CONFLICT = 409;

  private DemoTenant() {}

  /** Creates what is missing, as the operator. */
  public static void ensure(DemoPlace place) {
    ApiClient operator = ApiClient.of(place.api(), place.adminToken());
    operator
        .post("/v1/tenants", Json.MAPPER.createObjectNode().put("id", ID).put("name", "Demo"))
        .expect("creating the demo tenant", CREATED, CONFLICT);
    Reply key =
        operator.post(
            "/v1/tenants/" + ID + "/api-keys",
            Json.MAPPER.createObjectNode().put("name", "demo").put("key", place.apiKey()));
    key.expect("creating the demo tenant's API key", CREATED, CONFLICT);
  }
}
