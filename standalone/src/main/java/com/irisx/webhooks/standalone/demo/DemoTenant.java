package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.schema.Json;
import com.irisx.webhooks.standalone.demo.ApiClient.Reply;
import java.util.Optional;
import java.util.function.Supplier;

/** The tenant of the demo and its API key, from this start or an earlier one. */
public final class DemoTenant {

  static final String ID = "demo";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int UNAUTHORIZED = 401;
  private static final int CONFLICT = 409;

  private DemoTenant() {}

  /**
   * Creates what is missing, as the operator. A key that was revoked stays revoked.
   *
   * @param another a key for the place of one that was revoked; empty if there is none to take
   * @return the key that opens the API; empty if the place's was revoked and there is no other
   */
  public static Optional<String> ensure(DemoPlace place, Supplier<Optional<String>> another) {
    ApiClient operator = ApiClient.of(place.api(), place.adminToken());
    operator
        .post("/v1/tenants", Json.MAPPER.createObjectNode().put("id", ID).put("name", "Demo"))
        .expect("creating the demo tenant", CREATED, CONFLICT);
    if (create(operator, place.apiKey()).status() == CREATED || isValid(place)) {
      return Optional.of(place.apiKey());
    }
    Optional<String> key = another.get();
    key.ifPresent(fresh -> create(operator, fresh).expect("a new API key for the demo", CREATED));
    return key;
  }

  private static Reply create(ApiClient operator, String key) {
    return operator
        .post(
            "/v1/tenants/" + ID + "/api-keys",
            Json.MAPPER.createObjectNode().put("name", "demo").put("key", key))
        .expect("creating the demo tenant's API key", CREATED, CONFLICT);
  }

  /** That a key is in use, as the conflict says, is true of revoked ones as well. */
  private static boolean isValid(DemoPlace place) {
    return ApiClient.of(place.api(), place.apiKey())
            .get("/v1/webhooks?limit=1")
            .expect("trying the demo tenant's API key", OK, UNAUTHORIZED)
            .status()
        == OK;
  }
}
